import { confirmResetActions } from "#lib/server/door-actions.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get("token") ?? "" });
export const actions: Actions = confirmResetActions("staff");
