import { setTimeout as wait } from "node:timers/promises";
import { type Job, runTaskList, type TaskList, type WorkerPool } from "graphile-worker";
import type { Task } from "../tasks.ts";
import { type RunnerOptions, runTask } from "./runner.ts";
import { workerLogger } from "./worker-log.ts";
import { openWorkerSession, type WorkerSession } from "./worker-session.ts";

export interface LifeOptions extends RunnerOptions {
  tasks: readonly Task[];
  /** Tasks at once in this process; 0 leaves them to other processes. */
  concurrency: number;
  /** How often to look for due tasks nobody announced. */
  pollMs?: number;
}

/** A worker under one name, as long as its database session lasts. */
export interface Life {
  session: WorkerSession;
  /** In an object of its own: graphile-worker's pool is a thenable, and returning it would wait for its end. */
  runner: { pool: WorkerPool };
  abort: AbortController;
}

/** Resolves when the worker's name is locked and tasks are taken. @param onLost called when the session ends by itself */
export async function beginLife(options: LifeOptions, onLost: (life: Life) => void): Promise<Life> {
  const session = await openWorkerSession(options.appPool, () => onLost(life));
  const abort = new AbortController();
  const held = Promise.withResolvers<void>();
  const holdBeforeFirstTask = (worker: string) => {
    session.hold(worker).then(held.resolve, held.reject);
    return held.promise;
  };
  const pool = runTaskList(
    {
      concurrency: options.concurrency,
      pollInterval: options.pollMs ?? 2_000,
      noHandleSignals: true,
      logger: workerLogger(options.log),
      preset: { plugins: [lockPlugin(holdBeforeFirstTask)] },
    },
    handlers(options, abort.signal, () => pool.id),
    options.appPool,
  );
  pool.promise.catch((error: Error) => options.log.debug({ err: error }, "a task runner ended"));
  const life: Life = { session, runner: { pool }, abort };
  try {
    await held.promise;
    return life;
  } catch (error) {
    await endLife(life).catch(() => undefined);
    await session.close();
    throw error;
  }
}

function handlers(options: LifeOptions, signal: AbortSignal, worker: () => string): TaskList {
  return Object.fromEntries(
    options.tasks.map((task) => [
      task.name,
      (_payload: unknown, { job }: { job: Job }) => runTask(options, task, job, { id: worker(), signal }),
    ]),
  );
}

/** Every slot of the pool waits for this hook before it looks for work, so no task is ever held without the lock. */
function lockPlugin(hold: (worker: string) => Promise<void>): GraphileConfig.Plugin {
  let holding: Promise<void> | undefined;
  return {
    name: "WorkerLock",
    version: "1.0.0",
    worker: {
      hooks: {
        startWorker: async (_ctx, event) => {
          holding ??= hold(event.worker.workerPool.id);
          await holding;
        },
      },
    },
  };
}

/** A worker without its session stops at once: others may have its tasks already. */
export async function endLife({ abort, runner }: Life): Promise<void> {
  abort.abort();
  await runner.pool.forcefulShutdown("the database session was lost");
}

/** Lets running tasks end within the time, then gives the others back. */
export async function finishLife({ session, abort, runner: { pool } }: Life, withinMs: number): Promise<void> {
  const timer = new AbortController();
  const done = Promise.resolve(pool.gracefulShutdown()).then(
    () => true,
    () => true,
  );
  const isDone = await Promise.race([done, wait(withinMs, false, { signal: timer.signal }).catch(() => false)]);
  timer.abort();
  if (!isDone) {
    // Back in the queue first: a run that notices the abort would count as a failed try otherwise.
    await session.giveBack(pool.id);
    abort.abort();
    await Promise.resolve(pool.forcefulShutdown("the server stops")).catch(() => undefined);
    await done;
  }
  await session.close();
}
