import { workerLogger } from "@mechanicbuddy/platform/tasks/worker-log";
import { type CronItem, parseCronItems, type Runner, run } from "graphile-worker";
import { Pool } from "pg";
import { taskSchema } from "../../server/migrate.ts";
import type { Site } from "./context.ts";

/** Background work of one name. It can run twice: guard the effect by the state of the row it changes. */
export interface MateTask {
  name: string;
  handle: (site: Site, payload: Record<string, unknown>, signal: AbortSignal | undefined) => Promise<void>;
  /** `0 3 * * *`, in UTC. */
  cron?: string;
}

/** Runs tasks until it is stopped, under the login itself: the tables of the queue are not the application's. */
export async function startTasks(site: Site, tasks: readonly MateTask[], url: string): Promise<Runner> {
  const pool = new Pool({ connectionString: url, max: 4, application_name: "mechanics-mate-tasks" });
  const lost = (error: Error) => site.log.warn({ err: error }, "a connection of the tasks was lost");
  pool.on("error", lost);
  pool.on("connect", (client) => client.on("error", lost));
  const items: CronItem[] = tasks.flatMap(({ name, cron }) =>
    cron === undefined ? [] : [{ task: name, match: cron }],
  );
  const runner = await run({
    pgPool: pool,
    schema: taskSchema,
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 2_000,
    parsedCronItems: parseCronItems(items),
    logger: workerLogger(site.log),
    taskList: Object.fromEntries(
      tasks.map(({ name, handle }) => [
        name,
        async (payload, helpers) => {
          const startedAt = performance.now();
          await handle(site, (payload ?? {}) as Record<string, unknown>, helpers.abortSignal);
          site.log.info({ task: name, durationMs: Math.round(performance.now() - startedAt) }, "task done");
        },
      ]),
    ),
  });
  runner.events.on("job:failed", ({ job, error }) => {
    site.log.error({ task: job.task_identifier, attempt: job.attempts, err: error }, "task failed for good");
  });
  runner.promise.finally(() => pool.end()).catch(() => undefined);
  return runner;
}
