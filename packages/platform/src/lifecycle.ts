import type { Log } from "./log.ts";

export interface Lifecycle {
  /** Finishes running work; called once, whatever happens. */
  stop: () => Promise<void>;
  log: Log;
  /** Told about a fault nobody caught. */
  report: (error: unknown) => void;
}

/**
 * Ends the process in order: on SIGTERM or SIGINT after `stop`, with exit 0; on an error nobody caught after the same
 * `stop`, with exit 1. Further signals change nothing.
 */
export function runUntilSignal({ stop, log, report }: Lifecycle): void {
  let isStopping = false;
  const end = (code: number) => {
    if (isStopping) return;
    isStopping = true;
    stop().then(
      () => process.exit(code),
      (error: unknown) => {
        log.error({ err: error }, "stopping failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => end(0));
  process.on("SIGINT", () => end(0));
  const fatal = (error: unknown) => {
    log.error({ err: error }, "an error nobody caught; stopping");
    report(error);
    end(1);
  };
  process.on("uncaughtException", fatal);
  process.on("unhandledRejection", fatal);
}
