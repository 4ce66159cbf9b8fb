import { closed } from "@mechanicbuddy/contract/route";
import { type Task, task } from "@mechanicbuddy/platform/tasks";
import { purge } from "./purging.ts";
import { verifyAndTell } from "./verify.ts";

/** PDFs are read again for as long as this; the chain and the sums are checked from the first document on. */
const PAPER_DAYS = 7;
const DAY_MS = 86_400_000;

const verify = task(
  "invoices.verify",
  closed({}),
  (ctx) => verifyAndTell(ctx, new Date(ctx.now().getTime() - PAPER_DAYS * DAY_MS).toISOString().slice(0, 10)),
  { everySeconds: 86_400, oneAtATime: true },
);

const purging = task("invoices.purge", closed({}), (ctx) => purge(ctx), {
  everySeconds: (30 * DAY_MS) / 1_000,
  oneAtATime: true,
});

export const invoiceTasks: readonly Task[] = [verify, purging];
