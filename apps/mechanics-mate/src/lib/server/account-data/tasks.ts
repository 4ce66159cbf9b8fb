import type { MateTask } from "../tasks.ts";
import * as data from "./account-data.ts";

export const accountDataTasks: readonly MateTask[] = [
  {
    name: "accounts.erase",
    cron: "0 4 * * *",
    handle: async (site) => {
      await data.eraseDue(site);
      await data.forgetOld(site);
    },
  },
];
