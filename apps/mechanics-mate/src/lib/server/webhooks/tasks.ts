import type { MateTask } from "../tasks.ts";
import { reconcile } from "./reconcile.ts";
import * as webhooks from "./webhooks.ts";

export const webhookTasks: readonly MateTask[] = [
  { name: "webhooks.handle", handle: (site, { id }) => webhooks.handleStored(site, String(id)) },
  {
    name: "webhooks.sweep",
    cron: "* * * * *",
    handle: async (site) => {
      await webhooks.sweep(site);
    },
  },
  {
    name: "webhooks.reconcile",
    cron: "40 2 * * *",
    handle: async (site) => {
      await reconcile(site);
    },
  },
  {
    name: "webhooks.empty",
    cron: "50 2 * * *",
    handle: async (site) => {
      await webhooks.emptyOld(site);
    },
  },
];
