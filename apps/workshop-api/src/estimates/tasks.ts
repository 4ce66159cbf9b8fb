import { closed } from "@mechanicbuddy/contract/route";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { task } from "@mechanicbuddy/platform/tasks";
import * as estimates from "./estimates.ts";

/** Hourly, because midnight comes at another hour in each workshop's time zone. */
const expire = task("estimates.expire", closed({}), (ctx) => inTransaction(ctx, estimates.expire), {
  everySeconds: 3600,
});

export const estimateTasks = [expire] as const;
