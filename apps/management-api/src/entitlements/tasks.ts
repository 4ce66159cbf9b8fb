import type { Task } from "../tasks.ts";
import { compare, send } from "./entitlements.ts";

export const entitlementTasks: Task[] = [
  { name: "entitlements.send", handle: (ctx, { tenant }) => send(ctx, String(tenant)) },
  { name: "entitlements.compare", cron: "*/10 * * * *", handle: (ctx) => compare(ctx) },
];
