export const themes = ["system", "day", "night"] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = "portal_theme";

/** What a cookie says of day and night; anything else follows the system. */
export function themeOf(text: string | undefined): Theme {
  return themes.find((theme) => theme === text) ?? "system";
}
