import { randomUUID } from "node:crypto";
import { run as execute } from "@mechanicbuddy/platform/database/statement";
import type { Log } from "@mechanicbuddy/platform/log";
import { workerLogger } from "@mechanicbuddy/platform/tasks/worker-log";
import { parseCronItems, type Runner, run } from "graphile-worker";
import { sql } from "kysely";
import type { Pool } from "pg";
import type { Context, Platform } from "./context.ts";
import { contextOf } from "./http/handle.ts";

/** Background work of one name. It can run twice: guard the effect by the state of the row it changes. */
export interface Task {
  name: string;
  handle(ctx: Context, payload: Record<string, unknown>, signal: AbortSignal | undefined): Promise<void>;
  /** `0 3 * * *`, in UTC: one run per tick, however many processes there are. */
  cron?: string;
}

export interface Queued {
  /** Not before then; at once unless said. */
  runAt?: Date;
  /** A second one with the same key replaces the first while it waits. */
  key?: string;
  /** Tasks of one queue run one after the other. */
  queue?: string;
  maxAttempts?: number;
}

/** Queues a task in the running transaction: it is there when the change that caused it is. */
export async function enqueue(
  ctx: Context,
  task: string,
  payload: Record<string, unknown>,
  { runAt, key, queue, maxAttempts = 25 }: Queued = {},
): Promise<void> {
  await execute(
    ctx.db,
    sql`select graphile_worker.add_job(${task}, ${JSON.stringify(payload)}::json, queue_name => ${queue ?? null},
      run_at => ${runAt ?? ctx.now()}, max_attempts => ${maxAttempts}, job_key => ${key ?? null})`,
  );
}

interface WorkerOptions {
  appPool: Pool;
  platform: Platform;
  now: () => Date;
  log: Log;
  tasks: readonly Task[];
  concurrency: number;
}

/** Runs tasks until it is stopped. */
export async function startTasks({ appPool, platform, now, log, tasks, concurrency }: WorkerOptions): Promise<Runner> {
  const names = new Set(tasks.map(({ name }) => name));
  if (names.size !== tasks.length) throw new Error("Two tasks have the same name");
  const runner = await run({
    pgPool: appPool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1_000,
    parsedCronItems: parseCronItems(
      tasks.flatMap(({ name, cron }) => (cron === undefined ? [] : [{ task: name, match: cron }])),
    ),
    logger: workerLogger(log),
    taskList: Object.fromEntries(
      tasks.map(({ name, handle }) => [
        name,
        async (payload, helpers) => {
          const startedAt = performance.now();
          const ctx = contextOf({ platform, now, log }, { kind: "task" }, randomUUID());
          await handle(ctx, (payload ?? {}) as Record<string, unknown>, helpers.abortSignal);
          log.info({ task: name, durationMs: Math.round(performance.now() - startedAt) }, "task done");
        },
      ]),
    ),
  });
  runner.events.on("job:error", ({ job, error }) => {
    log.warn({ task: job.task_identifier, attempt: job.attempts, err: error }, "task failed; it is tried again");
  });
  return runner;
}
