import { parentPort, workerData } from "node:worker_threads";
import { openVpic, type VpicFacts } from "./vpic.ts";
import { unpackVpic } from "./vpic-file.ts";

/** One question to the worker and its answer, matched by `id`. */
export type VpicQuestion = { id: number; key: string; years: number[] };
export type VpicAnswer = { id: number; facts?: VpicFacts | undefined; error?: string };

if (!parentPort) throw new Error("vpic-worker.ts runs as a worker thread only.");
const port = parentPort;
const { cacheFolder } = workerData as { cacheFolder?: string };
const vpic = openVpic(await unpackVpic(cacheFolder));

// Questions asked meanwhile wait in the port until somebody listens.
port.on("message", ({ id, key, years }: VpicQuestion) => {
  try {
    port.postMessage({ id, facts: vpic.lookUp(key, years) } satisfies VpicAnswer);
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies VpicAnswer);
  }
});
