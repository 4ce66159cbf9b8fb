import { redirect } from "@sveltejs/kit";
import { pathAfter } from "#lib/page/guard.ts";
import { themeOf } from "#lib/page/theme.ts";
import type { RequestHandler } from "./$types";

/** Remembers day or night in this browser. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const data = await request.formData();
  const theme = themeOf(String(data.get("theme") ?? ""));
  cookies.set("mate_theme", theme, {
    path: "/",
    maxAge: 31_536_000,
    httpOnly: true,
    sameSite: "lax",
    secure: url.protocol === "https:",
  });
  redirect(303, pathAfter(String(data.get("back") ?? ""), "/"));
};
