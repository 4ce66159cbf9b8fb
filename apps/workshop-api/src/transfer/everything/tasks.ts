import { Id } from "@mechanicbuddy/contract/fields";
import { closed } from "@mechanicbuddy/contract/route";
import { type Task, task } from "@mechanicbuddy/platform/tasks";
import { expire, fail, run } from "./making.ts";

export const packEverything = task(
  "exports.pack",
  closed({ exportId: Id }),
  async (ctx, { exportId }, { signal, isLastAttempt }) => {
    try {
      await run(ctx, exportId, signal);
    } catch (error) {
      if (isLastAttempt && !signal.aborted) await fail(ctx, exportId);
      throw error;
    }
  },
  { oneAtATime: true, whilePaused: true, retryAfterSeconds: [30, 300] },
);

const letGo = task("exports.expire", closed({}), (ctx) => expire(ctx), { everySeconds: 3_600 });

export const exportTasks: readonly Task[] = [packEverything, letGo];
