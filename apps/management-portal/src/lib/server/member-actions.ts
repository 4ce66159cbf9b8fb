import type { MemberRole } from "@mechanicbuddy/contract/management/permission";
import {
  inviteMember,
  removeMember,
  updateMember,
  withdrawInvitation,
} from "@mechanicbuddy/contract/management/tenants";
import type { Api } from "@mechanicbuddy/ui/site/call";
import type { RequestEvent } from "@sveltejs/kit";
import { submit } from "./submit.ts";

type WorkshopEvent = RequestEvent<{ id: string }>;

/** Form actions of the list of a workshop's members: for its owner and for the staff alike. */
export const memberActions = (as: (event: RequestEvent) => Api) => ({
  role: (event: WorkshopEvent) =>
    submit(event, async (form) => {
      const params = { id: event.params.id, account: form.text("account") };
      // The API checks the word; the form offers no other.
      await as(event)(updateMember, { params, body: { role: form.text("role") as MemberRole } });
      return { done: "saved" as const };
    }),
  remove: (event: WorkshopEvent) =>
    submit(event, async (form) => {
      await as(event)(removeMember, { params: { id: event.params.id, account: form.text("account") } });
      return { done: "removed" as const };
    }),
  invite: (event: WorkshopEvent) =>
    submit(event, async (form) => {
      const body = {
        email: form.text("email"),
        role: form.text("role") as MemberRole,
        ...(form.checked("transfersOwnership") ? { transfersOwnership: true } : {}),
      };
      await as(event)(inviteMember, { params: { id: event.params.id }, body });
      return { done: "invited" as const };
    }),
  withdraw: (event: WorkshopEvent) =>
    submit(event, async (form) => {
      const params = { id: event.params.id, invitation: form.text("invitation") };
      await as(event)(withdrawInvitation, { params });
      return { done: "withdrawn" as const };
    }),
});
