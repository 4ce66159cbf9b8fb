import { Worker } from "node:worker_threads";
import type { VpicFacts } from "./vpic.ts";
import type { VpicAnswer, VpicQuestion } from "./vpic-worker.ts";

export type VpicClient = {
  /** Rejects when vPIC cannot be asked: broken, overrun or too slow. */
  lookUp(key: string, years: number[]): Promise<VpicFacts | undefined>;
  close(): Promise<void>;
};

type Waiting = { resolve(facts: VpicFacts | undefined): void; reject(error: Error): void; timer: NodeJS.Timeout };

/** The first answer waits for the database to be unpacked: two seconds on an idle machine, many on a busy one. */
const ANSWER_TIMEOUT_MS = 30_000;
const MAX_WAITING = 200;
/** After a failure (a full disk, say) each further question would unpack 85 MB in vain. */
const REST_AFTER_FAILURE_MS = 60_000;
const MEMORY = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 };

/**
 * vPIC behind a worker thread that starts with the first question, keeps no idle process alive and ends with `close`.
 * The database (85 MB) is unpacked once into `cacheFolder`, by default below the system's temporary files.
 */
export function createVpicClient(cacheFolder?: string): VpicClient {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;
  let failure: { error: Error; until: number } | undefined;

  function settle(id: number, how: (one: Waiting) => void): void {
    const one = waiting.get(id);
    if (!one) return;
    waiting.delete(id);
    clearTimeout(one.timer);
    how(one);
  }

  function settleAll(error: Error): void {
    for (const id of waiting.keys()) settle(id, (one) => one.reject(error));
  }

  function start(): Worker {
    const started = new Worker(new URL("./vpic-worker.ts", import.meta.url), {
      name: "vpic",
      workerData: { cacheFolder },
      resourceLimits: MEMORY,
      // The server's own flags, such as preloaded instrumentation, are not for it.
      execArgv: [],
    });
    started.on("message", ({ id, facts, error }: VpicAnswer) =>
      settle(id, (one) => (error === undefined ? one.resolve(facts) : one.reject(new Error(`vPIC: ${error}`)))),
    );
    started.on("error", (error: Error) => {
      failure = { error, until: Date.now() + REST_AFTER_FAILURE_MS };
      settleAll(error);
    });
    started.on("exit", () => {
      if (worker !== started) return;
      worker = undefined;
      settleAll(new Error("The vPIC worker ended."));
    });
    // The timers of those who wait keep the process alive, an idle worker must not. Listening undoes an earlier unref.
    started.unref();
    return started;
  }

  return {
    lookUp(key, years) {
      if (failure && Date.now() < failure.until) return Promise.reject(failure.error);
      if (waiting.size >= MAX_WAITING) return Promise.reject(new Error(`${MAX_WAITING} VINs are already waiting.`));
      const asked = worker ?? start();
      worker = asked;
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        const late = () => settle(id, (one) => one.reject(new Error(`No answer within ${ANSWER_TIMEOUT_MS} ms.`)));
        waiting.set(id, { resolve, reject, timer: setTimeout(late, ANSWER_TIMEOUT_MS) });
        asked.postMessage({ id, key, years } satisfies VpicQuestion);
      });
    },
    async close() {
      const closing = worker;
      worker = undefined;
      settleAll(new Error("VIN decoding was closed."));
      await closing?.terminate();
    },
  };
}
