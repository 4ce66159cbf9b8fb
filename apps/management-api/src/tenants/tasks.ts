import * as entitlements from "../entitlements/entitlements.ts";
import type { Task } from "../tasks.ts";
import { purgeDue } from "./deleting.ts";
import { applyPolicy, tellOfTrials } from "./inactivity.ts";

export const tenantTasks: Task[] = [
  { name: "tenants.inactivity", cron: "0 6 * * *", handle: (ctx) => applyPolicy(ctx) },
  { name: "tenants.retention", cron: "0 3 * * *", handle: (ctx) => purgeDue(ctx) },
  {
    name: "tenants.due",
    cron: "*/15 * * * *",
    handle: async (ctx) => {
      await tellOfTrials(ctx);
      for (const tenant of await entitlements.due(ctx)) await entitlements.refresh(ctx, tenant);
    },
  },
];
