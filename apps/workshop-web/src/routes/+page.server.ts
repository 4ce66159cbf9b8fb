import { redirect } from "@sveltejs/kit";
import type { PageServerLoad } from "./$types";

/** Only ever leads on. */
export const csr = false;

export const load: PageServerLoad = ({ locals }) => redirect(307, locals.session ? "/app" : "/login");
