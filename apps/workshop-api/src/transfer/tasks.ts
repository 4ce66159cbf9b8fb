import { Id } from "@mechanicbuddy/contract/fields";
import { closed } from "@mechanicbuddy/contract/route";
import { type Task, task } from "@mechanicbuddy/platform/tasks";
import { purgeOld } from "./purging.ts";
import { rollBack, run } from "./running.ts";
import * as store from "./store.ts";

const DAY_MS = 86_400_000;

export const runImport = task(
  "imports.run",
  closed({ importId: Id }),
  (ctx, { importId }, { signal }) => run(ctx, importId, signal),
  { oneAtATime: true },
);

export const rollBackImport = task(
  "imports.undo",
  closed({ importId: Id }),
  (ctx, { importId }, { signal }) => rollBack(ctx, importId, signal),
  { oneAtATime: true },
);

const purge = task(
  "imports.purge",
  closed({}),
  (ctx) => purgeOld(ctx, new Date(ctx.now().getTime() - store.ROLLBACK_DAYS * DAY_MS).toISOString()),
  { everySeconds: 86_400 },
);

export const transferTasks: readonly Task[] = [runImport, rollBackImport, purge];
