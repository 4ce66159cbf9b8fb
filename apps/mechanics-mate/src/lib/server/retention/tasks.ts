import type { MateTask } from "../tasks.ts";
import { clean } from "./retention.ts";

export const retentionTasks: readonly MateTask[] = [
  {
    name: "retention.clean",
    cron: "30 3 * * *",
    handle: async (site) => {
      await clean(site);
    },
  },
];
