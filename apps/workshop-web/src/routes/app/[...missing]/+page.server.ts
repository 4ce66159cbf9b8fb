import { error } from "@sveltejs/kit";
import type { PageServerLoad } from "./$types";

/** An address that is no page gets its answer inside the shell. */
export const load: PageServerLoad = () => error(404);
