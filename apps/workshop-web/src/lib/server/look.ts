import type { RequestEvent } from "@sveltejs/kit";
import { densities, densityCookie, type Look, oneOf, themeCookie, themes } from "#lib/look.ts";

/** The look of this request. Mechanics start with the big controls of the bay. */
export function lookOf({ cookies, locals }: RequestEvent): Look {
  return {
    theme: oneOf(themes, cookies.get(themeCookie), "system"),
    density: oneOf(densities, cookies.get(densityCookie), locals.session?.role === "mechanic" ? "bay" : "counter"),
  };
}

/** Attributes of `<html>`. Visitors read 16/24, so density is for staff pages only. */
export function lookAttributes(event: RequestEvent): string {
  const { theme, density } = lookOf(event);
  const staff = event.url.pathname.startsWith("/app");
  return [theme === "system" ? "" : `data-theme="${theme}"`, staff ? `data-density="${density}"` : ""].join(" ").trim();
}
