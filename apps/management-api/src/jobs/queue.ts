import type { Context } from "../context.ts";
import { enqueue } from "../tasks.ts";

/** Queues the next step of a job, in the transaction of what came before. Steps of one job run one after the other. */
export function goOn(ctx: Context, job: string, runAt?: Date): Promise<void> {
  return enqueue(ctx, "jobs.step", { job }, { key: `job:${job}`, runAt });
}
