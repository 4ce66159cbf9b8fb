import { safePath } from "@mechanicbuddy/ui/site/safe-path";
import { redirect } from "@sveltejs/kit";
import { densities, densityCookie, oneOf, themeCookie, themes } from "#lib/look.ts";
import { lookOf } from "#lib/server/look.ts";
import type { RequestHandler } from "./$types";

const yearSeconds = 365 * 24 * 3600;

/** Keeps the chosen look in this browser and goes back. */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData();
  const text = (name: string) => form.get(name)?.toString();
  const now = lookOf(event);
  const options = {
    path: "/",
    sameSite: "lax",
    secure: event.locals.secure,
    httpOnly: true,
    maxAge: yearSeconds,
  } as const;
  event.cookies.set(themeCookie, oneOf(themes, text("theme"), now.theme), options);
  event.cookies.set(densityCookie, oneOf(densities, text("density"), now.density), options);
  redirect(303, safePath(text("back"), "/app"));
};
