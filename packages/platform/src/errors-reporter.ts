import { type Log, loggedError } from "./log.ts";

/** Sends faults of ours to an error tracker, if the operator has one. */
export interface ErrorReporter {
  /** @param tags names without values of people: route, task, tenant */
  report(error: unknown, tags?: Record<string, string>): void;
  /** Waits for what is still on its way. */
  close(withinMs: number): Promise<void>;
}

const silent: ErrorReporter = { report: () => undefined, close: async () => undefined };

/**
 * Opens the reporter for `SENTRY_DSN`. Without one nothing is loaded; one that is wrong is logged and never prevents a
 * start. What is sent are type, masked message and stack of the error: no request, no user, no host name.
 */
export async function openErrorReporter(options: {
  dsn: string | undefined;
  release: string;
  environment: string;
  log: Log;
}): Promise<ErrorReporter> {
  const { dsn, release, environment, log } = options;
  if (dsn === undefined) return silent;
  if (!/^https?:\/\/\w+(:\w+)?@[^/\s]+\/(\S+\/)?\d+$/.test(dsn)) {
    log.warn("SENTRY_DSN is not an address such as https://key@host/1: faults are logged only");
    return silent;
  }
  try {
    const sentry = await import("@sentry/node-core/light");
    const client = sentry.initWithoutDefaultIntegrations({
      dsn,
      release,
      environment,
      includeServerName: false,
      sendClientReports: false,
      beforeSend: ({ breadcrumbs: _, request: __, user: ___, ...event }) => event,
    });
    return {
      report: (error, tags = {}) => {
        client?.captureException(masked(error), { captureContext: { tags } });
      },
      close: async (withinMs) => {
        await client?.close(withinMs);
      },
    };
  } catch (error) {
    log.warn({ err: error }, "the error reporter could not be started: faults are logged only");
    return silent;
  }
}

function masked(error: unknown): Error {
  const { type, message, stack = "" } = loggedError(error);
  const copy = new Error(message);
  copy.name = type;
  copy.stack = `${type}: ${message}\n${stack}`;
  return copy;
}
