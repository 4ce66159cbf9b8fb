/**
 * JSON as RFC 8785 writes it: keys sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript does.
 * The same value gives the same bytes in every program that follows it, so a hash can be checked elsewhere.
 * @throws TypeError for what JSON cannot carry
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`${value} cannot be written as canonical JSON`);
    return JSON.stringify(value);
  }
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new TypeError("Half a surrogate pair cannot be written as canonical JSON");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) {
    throw new TypeError(`A ${typeof value} cannot be written as canonical JSON`);
  }
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${canonicalJson(key)}:${canonicalJson(field)}`);
  return `{${fields.join(",")}}`;
}
