import { safePath } from "@mechanicbuddy/ui/site/safe-path";
import { redirect } from "@sveltejs/kit";
import { themeCookie, themeOf } from "#lib/theme.ts";
import type { RequestHandler } from "./$types";

/** Remembers day or night in this browser. */
export const POST: RequestHandler = async ({ request, cookies, locals }) => {
  const data = await request.formData();
  cookies.set(themeCookie, themeOf(String(data.get("theme") ?? "")), {
    path: "/",
    maxAge: 31_536_000,
    httpOnly: true,
    sameSite: "lax",
    secure: locals.secure,
  });
  redirect(303, safePath(String(data.get("back") ?? ""), "/"));
};
