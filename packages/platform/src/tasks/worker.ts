import { setTimeout as wait } from "node:timers/promises";
import { runTaskList, type TaskList, type WorkerPool } from "graphile-worker";
import type { Log } from "../log.ts";
import type { Task } from "../tasks.ts";
import { type RunnerOptions, runTask } from "./runner.ts";
import { forgetOld, queueDue } from "./schedules.ts";
import { workerLogger } from "./worker-log.ts";
import { openWorkerSession, type WorkerSession } from "./worker-session.ts";

export interface WorkerOptions extends RunnerOptions {
  tasks: readonly Task[];
  /** Tasks at once in this process. */
  concurrency: number;
  /** How often to look for due tasks nobody announced. */
  pollMs?: number;
  /** How often to look for the tasks of workers that died. */
  rescueMs?: number;
  /** How often to look for repeating tasks that are due. */
  scheduleMs?: number;
}

export interface Worker {
  /** True while this process can take tasks; part of being ready. */
  isAlive(): boolean;
  /** Takes no more tasks, waits for running ones, and gives back those that take longer. */
  stop(withinMs: number): Promise<void>;
}

/** One life of a worker under one name: it ends with its database session. */
interface Life {
  session: WorkerSession;
  pool: { current: WorkerPool };
  abort: AbortController;
}

const RESTART_MS = 1_000;
const FORGET_MS = 3_600_000;

/** Starts taking tasks. Resolves once the worker's session stands; afterwards it recovers from lost sessions alone. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { appPool, tasks, log, now } = options;
  let isStopping = false;
  let life: Life | undefined;

  const begin = async (): Promise<void> => {
    life = await live(options, (lost) => {
      log.warn("the worker lost its database session and starts over");
      end(lost).catch((error: Error) => log.warn({ err: error }, "ending a lost worker failed"));
      life = undefined;
      restart().catch((error: Error) => log.error({ err: error }, "the worker could not start over"));
    });
  };
  const restart = async (): Promise<void> => {
    while (!isStopping && life === undefined) {
      await wait(RESTART_MS, undefined, { ref: false });
      if (!isStopping) await begin().catch((error: Error) => log.warn({ err: error }, "the worker cannot start yet"));
    }
  };
  await begin();

  let forgotAt = 0;
  const rescue = every(options.rescueMs ?? 5_000, log, async () => {
    const rescued = (await life?.session.rescue()) ?? [];
    for (const worker of rescued) log.warn({ worker }, "took back the tasks of a worker that died");
  });
  const schedule = every(options.scheduleMs ?? 15_000, log, async () => {
    await queueDue(appPool, tasks, now());
    if (now().getTime() - forgotAt < FORGET_MS) return;
    forgotAt = now().getTime();
    await forgetOld(appPool, now());
  });

  return {
    isAlive: () => life?.session.isOpen() ?? false,
    stop: async (withinMs) => {
      if (isStopping) return;
      isStopping = true;
      clearInterval(rescue);
      clearInterval(schedule);
      if (life !== undefined) await finish(life, withinMs);
    },
  };
}

/** Repeats work until its timer is cleared; a slow turn is not joined by the next one. */
function every(ms: number, log: Log, work: () => Promise<void>): NodeJS.Timeout {
  let isBusy = false;
  return setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    work()
      .catch((error: Error) => log.warn({ err: error }, "looking after the task queue failed"))
      .finally(() => {
        isBusy = false;
      });
  }, ms).unref();
}

async function live(options: WorkerOptions, onLost: (life: Life) => void): Promise<Life> {
  const abort = new AbortController();
  const pool: { current?: WorkerPool } = {};
  const session = await openWorkerSession(options.appPool, () => onLost(self));
  const handlers: TaskList = Object.fromEntries(
    options.tasks.map((task) => [
      task.name,
      (_payload: unknown, { job }: { job: Parameters<typeof runTask>[2] }) =>
        runTask(options, task, job, { id: pool.current?.id ?? "", signal: abort.signal }),
    ]),
  );
  let holding: Promise<void> | undefined;
  const current = runTaskList(
    {
      concurrency: options.concurrency,
      pollInterval: options.pollMs ?? 2_000,
      noHandleSignals: true,
      logger: workerLogger(options.log),
      preset: {
        plugins: [
          {
            name: "WorkerLock",
            version: "1.0.0",
            worker: {
              hooks: {
                // Awaited before the first task is taken, so no task is ever held without the lock.
                startWorker: async (_ctx: unknown, event: { worker: { workerPool: WorkerPool } }) => {
                  holding ??= session.hold(event.worker.workerPool.id);
                  await holding;
                },
              },
            },
          },
        ],
      },
    },
    handlers,
    options.appPool,
  );
  current.promise.catch((error: Error) => options.log.debug({ err: error }, "a task runner ended"));
  pool.current = current;
  const self: Life = { session, pool: { current }, abort };
  return self;
}

/** A worker without its session stops at once: others may have its tasks already. */
async function end(life: Life): Promise<void> {
  life.abort.abort();
  await life.pool.current.forcefulShutdown("the database session was lost");
}

async function finish(life: Life, withinMs: number): Promise<void> {
  const { session, abort } = life;
  const pool = life.pool.current;
  const timer = new AbortController();
  const done = Promise.resolve(pool.gracefulShutdown()).then(() => true);
  const isDone = await Promise.race([
    done.catch(() => true),
    wait(withinMs, false, { signal: timer.signal }).catch(() => false),
  ]);
  timer.abort();
  if (!isDone) {
    abort.abort();
    await session.giveBack(pool.id);
    await Promise.resolve(pool.forcefulShutdown("the server stops")).catch(() => undefined);
    await done.catch(() => undefined);
  }
  await session.close();
}
