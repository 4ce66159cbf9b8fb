import { confirmTransfer, listMembers } from "@mechanicbuddy/contract/management/tenants";
import { customer } from "#lib/server/api.ts";
import { memberActions } from "#lib/server/member-actions.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => customer(event)(listMembers, { params: event.params });

export const actions: Actions = {
  ...memberActions(customer),
  confirm: (event) =>
    submit(event, async (form) => {
      const params = { id: event.params.id, invitation: form.text("invitation") };
      await customer(event)(confirmTransfer, { params });
      return { done: "confirmed" as const };
    }),
};
