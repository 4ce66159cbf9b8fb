/** How the interface looks on this device: cookies, so that the first paint is right. */
export const themes = ["system", "day", "night"] as const;
export type Theme = (typeof themes)[number];
export const densities = ["counter", "bay"] as const;
export type Density = (typeof densities)[number];

export interface Look {
  theme: Theme;
  density: Density;
}

export const themeCookie = "mb_theme";
export const densityCookie = "mb_density";

export function oneOf<const T extends string>(words: readonly T[], word: string | undefined, fallback: T): T {
  return words.find((known) => known === word) ?? fallback;
}
