import type { Task } from "../tasks.ts";
import { cleanUp } from "./housekeeping.ts";

export const housekeepingTasks: Task[] = [
  { name: "housekeeping.clean-up", cron: "0 4 * * *", handle: (ctx) => cleanUp(ctx) },
];
