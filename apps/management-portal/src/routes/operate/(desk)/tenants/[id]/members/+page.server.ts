import { listMembers } from "@mechanicbuddy/contract/management/tenants";
import { staff } from "#lib/server/api.ts";
import { memberActions } from "#lib/server/member-actions.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => staff(event)(listMembers, { params: event.params });
export const actions: Actions = memberActions(staff);
