import { getUser, grantPlan, listMessages, revokeSessions } from "@mechanicbuddy/contract/mate/admin";
import { type MatePlanId, matePlanIds } from "@mechanicbuddy/contract/mate/plans";
import { proveAction } from "#lib/page/prove-action.ts";
import { shown } from "#lib/page/refused.ts";
import { submit } from "#lib/page/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, params }) => {
  const [user, messages] = await shown(
    Promise.all([locals.call(getUser, { params }), locals.call(listMessages, { query: { userId: params.id } })]),
  );
  return { user, messages: messages.items, planIds: [...matePlanIds] };
};

export const actions: Actions = {
  prove: proveAction,
  grant: (event) =>
    submit(event, "grant", async (sent) => {
      // The contract refuses any plan there is not.
      const planId = sent.text("planId") as MatePlanId;
      const body = { planId, days: sent.number("days") ?? 0, reason: sent.text("reason") ?? "" };
      await event.locals.call(grantPlan, { params: event.params as { id: string }, body });
      return { granted: true };
    }),
  revoke: (event) =>
    submit(event, "revoke", async (sent) => {
      const params = event.params as { id: string };
      return event.locals.call(revokeSessions, { params, body: { reason: sent.text("reason") ?? "" } });
    }),
};
