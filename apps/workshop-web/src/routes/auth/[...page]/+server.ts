import { redirect } from "@sveltejs/kit";
import type { RequestHandler } from "./$types";

/** Bookmarks of the previous program: `/auth/login` is `/login` now. */
export const GET: RequestHandler = () => redirect(308, "/login");
