import { type DestinationStream, type Logger, pino } from "pino";

/** Every field a log line may carry beside time, level and message. A field that is not named here is left out. */
export interface LogFields {
  requestId?: string;
  tenant?: string;
  /** A workshop system, as the platform names it. */
  instance?: string;
  /** Work of the platform in named steps. */
  job?: string;
  step?: string;
  actor?: string;
  /** Route template such as `/api/customers/:id`. */
  route?: string;
  method?: string;
  /** Masked by `maskPath` on its way out. */
  path?: string;
  status?: number;
  durationMs?: number;
  outcome?: string;
  /** Name of a security event such as `sign-in-failed`. */
  event?: string;
  ip?: string;
  task?: string;
  taskId?: string;
  worker?: string;
  attempt?: number;
  maxAttempts?: number;
  count?: number;
  port?: number;
  version?: string;
  schemaVersion?: string;
  err?: unknown;
}

interface Write {
  (fields: LogFields, message: string): void;
  (message: string): void;
}

/** The log of one server, request or task. */
export interface Log {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  /** A log whose every line carries these fields too. */
  child(fields: LogFields): Log;
}

const kept = new Set<string>([
  "requestId",
  "tenant",
  "instance",
  "job",
  "step",
  "actor",
  "route",
  "method",
  "path",
  "status",
  "durationMs",
  "outcome",
  "event",
  "ip",
  "task",
  "taskId",
  "worker",
  "attempt",
  "maxAttempts",
  "count",
  "port",
  "version",
  "schemaVersion",
  "err",
] satisfies (keyof LogFields)[]);

/** Hides what opens something: passwords in addresses, bearer tokens, and any 256-bit token by its length. */
export function maskSecrets(text: string): string {
  return text
    .replace(/:\/\/[^\s/@]+@/g, "://***@")
    .replace(/\b(bearer|basic)\s+[^\s"',]+/gi, "$1 ***")
    .replace(/[A-Za-z0-9_-]{43,}={0,2}/g, "***");
}

const linkPrefixes = /^\/(e|i|s|set-password|confirm|invitation|api\/public\/[a-z-]+)\/[^/]+/;

/** A path as logs may show it: no query, link tokens as `***`. `/e/Xy…9` becomes `/e/***`. */
export function maskPath(path: string): string {
  const bare = path.split(/[?#]/, 1)[0] ?? "";
  return maskSecrets(bare.replace(linkPrefixes, (_, prefix: string) => `/${prefix}/***`));
}

/** What may be known of an error outside this process. */
export interface LoggedError {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: LoggedError;
}

/** An error without the values PostgreSQL and others put into it: no detail, no parameters, no quoted input. */
export function loggedError(err: unknown, depth = 0): LoggedError {
  if (!(err instanceof Error)) return { type: typeof err, message: "A value that is no error was thrown" };
  const code = "code" in err && typeof err.code === "string" ? err.code : undefined;
  const isDataException = code !== undefined && /^22.{3}$/.test(code);
  const logged: LoggedError = {
    type: err.name,
    message: maskSecrets(isDataException ? err.message.replace(/"[^"]*"/g, '"…"') : err.message),
  };
  if (code !== undefined) logged.code = code;
  const frames = err.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  if (frames !== undefined && frames.length > 0) logged.stack = frames.join("\n");
  if (err.cause instanceof Error && depth < 3) logged.cause = loggedError(err.cause, depth + 1);
  return logged;
}

function allowed(fields: Record<string, unknown>): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!kept.has(name) || value === undefined) continue;
    if (name === "path") line[name] = maskPath(String(value));
    else if (name === "err") line[name] = loggedError(value);
    else line[name] = typeof value === "string" ? maskSecrets(value) : typeof value === "object" ? "[object]" : value;
  }
  return line;
}

const WARN = 40;
const MINUTE_MS = 60_000;

/** Counts lines of tenants by the minute: one that floods the log loses its ordinary lines, not its faults and events. */
function volumeOf(linesPerMinute: number, now: () => number) {
  const lines = new Map<string, number>();
  let minute = 0;
  let dropped = new Map<string, number>();
  return {
    isTooMuch: (tenant: string): boolean => {
      const count = (lines.get(tenant) ?? 0) + 1;
      lines.set(tenant, count);
      if (count <= linesPerMinute) return false;
      dropped.set(tenant, (dropped.get(tenant) ?? 0) + 1);
      return true;
    },
    /** Begins a new minute when it is time and answers with what the last one left out. */
    turn: (): Map<string, number> => {
      const current = Math.floor(now() / MINUTE_MS);
      if (current === minute) return new Map();
      const left = dropped;
      minute = current;
      lines.clear();
      dropped = new Map();
      return left;
    },
  };
}

export interface LogOptions {
  /** `debug`, `info`, `warn`, `error` or `silent`. */
  level?: string;
  /** Standard output unless a test reads along. */
  to?: DestinationStream;
  /** Ordinary lines of one tenant that are kept per minute. */
  tenantLinesPerMinute?: number;
  now?: () => number;
}

const tenantOf = Symbol("tenant");

/** The log of a process: JSON lines with named fields only, secrets masked. */
export function createLog(options: LogOptions = {}): Logger & Log {
  const volume = volumeOf(options.tenantLinesPerMinute ?? 6_000, options.now ?? Date.now);
  const log = pino(
    {
      level: options.level ?? "info",
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      messageKey: "message",
      formatters: { level: (label) => ({ level: label }), log: allowed },
      serializers: { err: (err: unknown) => err },
      hooks: {
        logMethod([first, second]: unknown[], method, level) {
          const fields: LogFields =
            typeof first === "string" ? {} : first instanceof Error ? { err: first } : Object(first);
          const message = typeof first === "string" ? first : second;
          for (const [tenant, count] of volume.turn()) log.warn({ tenant, count }, "log lines left out last minute");
          const tenant = fields.tenant ?? (this as { [tenantOf]?: string })[tenantOf];
          const isOrdinary = level < WARN && fields.event === undefined;
          if (tenant !== undefined && isOrdinary && volume.isTooMuch(tenant)) return;
          method.call(this, fields, typeof message === "string" ? maskSecrets(message) : "");
        },
      },
    },
    options.to ?? pino.destination({ dest: 1, sync: true }),
  );
  // pino drops its formatters for the fields of children; children inherit this method instead.
  const child = log.child;
  log.child = function (this: Logger, fields: LogFields, settings: Parameters<typeof child>[1]) {
    const made = child.call(this, allowed({ ...fields }), settings);
    return fields.tenant === undefined ? made : Object.assign(made, { [tenantOf]: fields.tenant });
  } as typeof child;
  return log;
}
