import Type from "typebox";

/** One of several words. */
export const choice = <Names extends string[]>(
  names: [...Names],
  about: { description: string; default: Names[number] },
) => Type.Union(names.map((name) => Type.Literal(name)) as { [I in keyof Names]: Type.TLiteral<Names[I]> }, about);
/** Any text, described. */
export const text = (description: string, options: object = {}) => Type.String({ description, ...options });
/** Text that may be missing. */
export const optional = (description: string, options: object = {}) => Type.Optional(text(description, options));
/** A whole number within bounds. */
export const whole = (description: string, fallback: number, minimum: number, maximum: number) =>
  Type.Integer({ description, default: fallback, minimum, maximum });
/** A port; 0 lets the system choose or turns the listener off. */
export const port = (description: string, fallback: number) => whole(description, fallback, 0, 65_535);

/** An http or https address. */
export const url = { pattern: "^https?://[^\\s/@]+(/\\S*)?$", expected: "an address such as https://example.com" };
/** 64 random bytes as hexadecimal digits. */
export const rootSecret = {
  pattern: "^[0-9a-fA-F]{128}$",
  expected: "64 random bytes as 128 hexadecimal digits",
  secret: true,
};
/** 32 random bytes in base64. */
export const key32 = { pattern: "^[A-Za-z0-9+/]{43}=$", expected: "32 random bytes in base64", secret: true };

/** A sentence for each name that has no value though `condition` makes it necessary. */
export function missing(
  values: Record<string, unknown>,
  because: string,
  condition: unknown,
  names: string[],
): string[] {
  if (!condition) return [];
  return names.filter((name) => values[name] === undefined).map((name) => `${name} is missing, as ${because}.`);
}
