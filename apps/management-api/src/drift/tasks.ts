import type { Task } from "../tasks.ts";
import { check } from "./drift.ts";

export const driftTasks: Task[] = [
  {
    name: "drift.check",
    cron: "0 */6 * * *",
    handle: async (ctx) => {
      await check(ctx);
    },
  },
];
