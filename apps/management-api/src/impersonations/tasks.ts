import type { Task } from "../tasks.ts";
import { endAtInstance, endDue } from "./impersonations.ts";

export const impersonationTasks: Task[] = [
  {
    name: "impersonations.end",
    handle: (ctx, { tenant, session }) => endAtInstance(ctx, String(tenant), String(session)),
  },
  { name: "impersonations.due", cron: "* * * * *", handle: (ctx) => endDue(ctx) },
];
