import type { Job } from "graphile-worker";
import { sql } from "kysely";
import type { Pool } from "pg";
import type { Clock } from "../clock.ts";
import type { Context } from "../context.ts";
import { one } from "../database/statement.ts";
import { isPaused } from "../http/plan-state.ts";
import type { Log } from "../log.ts";
import { observeTask } from "../metrics.ts";
import type { Task } from "../tasks.ts";

/** What a task needs to find its tenant again. */
export interface TaskOrigin {
  tenantId: string;
  taskId: string;
  name: string;
}

export interface RunnerOptions {
  appPool: Pool;
  /** The context of a tenant with actor `task`; undefined when the tenant is gone, then its task is dropped. */
  contextFor: (tenantId: string, origin: TaskOrigin) => Promise<Context | undefined>;
  log: Log;
  now: Clock;
}

/** Thrown where a task's work must not be saved because another worker may have it by now. */
export class TaskLost extends Error {
  constructor(why = "The task belongs to another worker by now") {
    super(why);
    this.name = "TaskLost";
  }
}

/** What the queue says of a task that waits because its workshop is paused. */
export const WORKSHOP_RESTS = "The workshop is paused";

const LOOK_AGAIN_SECONDS = 3_600;

/** Runs one queued task under its tenant's context. Throws when it must be tried again. */
export async function runTask(
  options: RunnerOptions,
  task: Task,
  job: Job,
  worker: { id: string; signal: AbortSignal },
): Promise<void> {
  const { contextFor, now } = options;
  const { tenant: tenantId, data } = job.payload as { tenant: string; data: unknown };
  const log = options.log.child({ tenant: tenantId, task: task.name, taskId: String(job.id), attempt: job.attempts });
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  const isLastAttempt = job.attempts >= job.max_attempts;
  try {
    const ctx = await contextFor(tenantId, { tenantId, taskId: String(job.id), name: task.name });
    if (ctx === undefined) {
      log.warn("task dropped: its tenant is gone");
      return;
    }
    if (isPaused(ctx.tenant) && task.options.whilePaused !== true) {
      await rest(options.appPool, job, worker.id);
      throw new TaskLost(WORKSHOP_RESTS);
    }
    const run = { taskId: String(job.id), attempt: job.attempts, isLastAttempt, signal: worker.signal };
    await task.handle({ ...guarded(ctx, job.id, worker.id), log, now }, data, run);
    // Finished after the worker had to let go: whoever has the task now decides, not this run.
    if (worker.signal.aborted) throw new TaskLost();
    observeTask(task.name, "done", elapsed());
    log.debug({ durationMs: elapsed() }, "task done");
  } catch (error) {
    if (error instanceof TaskLost || worker.signal.aborted) {
      log.info({ durationMs: elapsed() }, "task given back unfinished");
      throw error;
    }
    observeTask(task.name, isLastAttempt ? "failed" : "retry", elapsed());
    const fields = { err: error, maxAttempts: job.max_attempts, durationMs: elapsed() };
    if (isLastAttempt) log.error(fields, "task failed for good");
    else log.warn(fields, "task failed and will be tried again");
    await postpone(options.appPool, task, job, worker.id);
    throw error;
  }
}

/** Every transaction of the task first makes sure, and then holds, that the task is still this worker's. */
function guarded(ctx: Context, taskId: string, worker: string): Context {
  const { tenancy } = ctx.instance;
  return {
    ...ctx,
    instance: {
      ...ctx.instance,
      tenancy: {
        ...tenancy,
        transaction: (tenantId, cost, work) =>
          tenancy.transaction(tenantId, cost, async (db) => {
            const held = await one<{ mine: boolean }>(
              db,
              sql`select instance.still_mine(${taskId}::bigint, ${worker}) as mine`,
            );
            if (!held.mine) throw new TaskLost();
            return work(db);
          }),
      },
    },
  };
}

/** Waits without using up a try: a pause is no failure. Resuming wakes it. */
async function rest(appPool: Pool, job: Job, worker: string): Promise<void> {
  await appPool.query(
    `update graphile_worker._private_jobs set attempts = attempts - 1, run_at = now() + $3 * interval '1 second'
     where id = $1 and locked_by = $2`,
    [job.id, worker, LOOK_AGAIN_SECONDS],
  );
}

/**
 * Sets the wait of a task that brings its own. graphile-worker will add e^attempts seconds to `run_at`, so that much is
 * taken off here.
 */
async function postpone(appPool: Pool, task: Task, job: Job, worker: string): Promise<void> {
  const waits = task.options.retryAfterSeconds;
  const wait = waits?.[job.attempts - 1] ?? waits?.at(-1);
  if (wait === undefined) return;
  await appPool.query(
    `update graphile_worker._private_jobs
     set run_at = now() + ($3 - exp(least(attempts, 10))) * interval '1 second'
     where id = $1 and locked_by = $2`,
    [job.id, worker, wait],
  );
}
