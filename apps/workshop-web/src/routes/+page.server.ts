import { redirect } from "@sveltejs/kit";
import { homeOf } from "#lib/server/places.ts";
import type { PageServerLoad } from "./$types";

/** Only ever leads on. */
export const csr = false;

export const load: PageServerLoad = ({ locals }) =>
  redirect(307, locals.session ? homeOf(locals.session.role) : "/login");
