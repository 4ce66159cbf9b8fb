import type { MatePlanId } from "@mechanicbuddy/contract/mate/plans";
import {
  createCheckout,
  createPortal,
  listPlans,
  subscriptionStatus,
} from "@mechanicbuddy/contract/mate/subscriptions";
import { redirect } from "@sveltejs/kit";
import { mustBeSignedIn } from "#lib/page/guard.ts";
import { submit } from "#lib/page/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  mustBeSignedIn(event);
  const { locals, url } = event;
  const [plans, status] = await Promise.all([locals.call(listPlans), locals.call(subscriptionStatus)]);
  return { plans, status, begun: url.searchParams.has("begun") };
};

export const actions: Actions = {
  checkout: async (event) => {
    const begun = await submit(event, "checkout", async (sent) => {
      // The contract refuses any plan that is not offered.
      const planId = sent.text("plan") as MatePlanId;
      return { goTo: (await event.locals.call(createCheckout, { body: { planId } })).url };
    });
    if ("goTo" in begun && begun.goTo === null) redirect(303, "/billing?begun");
    return begun;
  },
  portal: (event) =>
    submit(event, "portal", async () => ({ goTo: (await event.locals.call(createPortal)).url as string | null })),
};
