import { doorLoad, loginActions } from "#lib/server/door-actions.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => doorLoad(event, "staff");
export const actions: Actions = loginActions("staff");
