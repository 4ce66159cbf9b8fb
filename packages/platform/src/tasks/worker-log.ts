import { Logger } from "graphile-worker";
import type { Log } from "../log.ts";

/** For installing the tables, whose faults are thrown anyway. */
export const quietLogger = new Logger(() => () => undefined);

/** What graphile-worker says about itself. Failures of single tasks are left out: the worker logs them with their tenant. */
export function workerLogger(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    if (meta.failure === true || (level !== "error" && level !== "warning")) return;
    log.warn({ err: meta.error }, `task runner: ${message.split("\n", 1)[0]}`);
  });
}
