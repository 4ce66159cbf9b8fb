import type { MateTask } from "../tasks.ts";
import { sync } from "./sync.ts";

/** An hour after a period ended: how it really is. */
export const billingTasks: readonly MateTask[] = [
  {
    name: "subscriptions.check",
    handle: async (site, { stripeSubscriptionId }) => {
      if (site.payments !== undefined) await sync(site, site.payments, String(stripeSubscriptionId));
    },
  },
];
