import { mustBeSignedIn } from "#lib/page/guard.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => mustBeSignedIn(event);
