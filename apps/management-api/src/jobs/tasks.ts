import type { Task } from "../tasks.ts";
import { runStep } from "./engine.ts";
import { wakeStuck } from "./jobs.ts";

export const jobTasks: Task[] = [
  { name: "jobs.step", handle: (ctx, { job }) => runStep(ctx, String(job)) },
  { name: "jobs.stuck", cron: "*/5 * * * *", handle: (ctx) => wakeStuck(ctx) },
];
