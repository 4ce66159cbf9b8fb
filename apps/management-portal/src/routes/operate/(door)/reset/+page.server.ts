import { resetActions } from "#lib/server/door-actions.ts";
import type { Actions } from "./$types";

export const actions: Actions = resetActions("staff");
