import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "../log.ts";
import { forgetOld, queueDue } from "./schedules.ts";
import { beginLife, endLife, finishLife, type Life, type LifeOptions } from "./worker-life.ts";

export interface WorkerOptions extends LifeOptions {
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

const RESTART_MS = 1_000;
const FORGET_MS = 3_600_000;

/** Starts taking tasks. Resolves once the worker's session stands; afterwards it recovers from lost sessions alone. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { appPool, tasks, log, now } = options;
  if (options.concurrency === 0) return { isAlive: () => true, stop: async () => undefined };
  let isStopping = false;
  let life: Life | undefined;
  let restarting: Promise<void> | undefined;

  const begin = async (): Promise<void> => {
    life = await beginLife(options, (lost) => {
      if (life !== lost) return;
      life = undefined;
      log.warn("the worker lost its database session and starts over");
      endLife(lost).catch((error: Error) => log.warn({ err: error }, "ending a lost worker failed"));
      restarting = restart();
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
      await Promise.all([rescue.stop(), schedule.stop(), restarting]);
      if (life !== undefined) await finishLife(life, withinMs);
    },
  };
}

/** Repeats work until it is told to stop; a slow turn is not joined by the next one. */
function every(ms: number, log: Log, work: () => Promise<void>): { stop(): Promise<void> } {
  let turn: Promise<void> | undefined;
  const timer = setInterval(() => {
    turn ??= work()
      .catch((error: Error) => log.warn({ err: error }, "looking after the task queue failed"))
      .finally(() => {
        turn = undefined;
      });
  }, ms);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await turn;
    },
  };
}
