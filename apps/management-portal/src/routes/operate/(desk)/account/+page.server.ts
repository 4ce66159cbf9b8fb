import { staffSelf } from "@mechanicbuddy/contract/management/auth";
import { staff } from "#lib/server/api.ts";
import { selfActions } from "#lib/server/self-actions.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({
  sessions: (await staff(event)(staffSelf.listSessions)).items,
});

const { removeFactor: _, ...actionsOfStaff } = selfActions("staff");
export const actions: Actions = actionsOfStaff;
