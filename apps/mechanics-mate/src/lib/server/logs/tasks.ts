import type { MateTask } from "../tasks.ts";
import * as logs from "./logs.ts";

export const logTasks: readonly MateTask[] = [
  {
    name: "logs.cleanup",
    cron: "10 3 * * *",
    handle: async (site) => {
      await logs.cleanUp(site);
    },
  },
];
