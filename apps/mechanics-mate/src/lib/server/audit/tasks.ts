import type { MateTask } from "../tasks.ts";
import { firstBroken } from "./audit.ts";

/** Every night: whether the notes of administration still form one chain. */
export const auditTasks: readonly MateTask[] = [
  {
    name: "audit.check",
    cron: "20 3 * * *",
    handle: async (site) => {
      const n = await firstBroken(site.database.shared);
      if (n === undefined) return;
      site.log.error({ count: n }, "the notes of administration were changed");
      site.logs.write({
        logType: "security",
        severity: "critical",
        title: `The notes of administration were changed at entry ${n}`,
      });
    },
  },
];
