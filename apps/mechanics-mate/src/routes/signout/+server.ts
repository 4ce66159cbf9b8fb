import { logout } from "@mechanicbuddy/contract/mate/auth";
import { redirect } from "@sveltejs/kit";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async ({ locals }) => {
  await locals.call(logout);
  redirect(303, "/");
};
