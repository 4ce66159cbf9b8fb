import { type LogType, logTypes, type Severity, severities } from "@mechanicbuddy/contract/mate/logs";
import { type Db, run } from "@mechanicbuddy/platform/database/statement";
import { type Log, maskSecrets } from "@mechanicbuddy/platform/log";
import { sql } from "kysely";

/** One row of the application log. Anything that opens or names something is masked on its way in. */
export interface LogEntry {
  logType: LogType;
  severity: Severity;
  title: string;
  message?: string;
  endpoint?: string;
  method?: string;
  statusCode?: number;
  durationMs?: number;
  userId?: string;
  ipBlock?: string;
  userAgent?: string;
  requestId?: string;
  metadata?: Record<string, unknown>;
  errorStack?: string;
}

export interface LogWriter {
  write(entry: LogEntry): void;
  /** Rows that were lost because the database was away too long. */
  readonly dropped: number;
  /** Writes what waits; for the end of the process. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const BATCH = 10;
const WAIT_MS = 5_000;
const MOST = 1_000;

type Row = LogEntry & { at: Date };

/** Collects rows and writes them ten at a time, or every five seconds. A bad row is set aside alone. */
export function createLogWriter(db: Db, log: Log, now: () => Date): LogWriter {
  const waiting: Row[] = [];
  let dropped = 0;
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => void flush(), WAIT_MS);
  timer.unref();

  function flush(): Promise<void> {
    running = running.then(async () => {
      const batch = waiting.splice(0, MOST);
      if (batch.length === 0) return;
      try {
        await insert(db, batch);
      } catch (error) {
        log.warn({ err: error, count: batch.length }, "application log rows are written one by one");
        for (const row of batch) await insert(db, [row]).catch(() => dropped++);
      }
    });
    return running;
  }

  return {
    write: (entry) => {
      if (waiting.length >= MOST) {
        dropped++;
        return;
      }
      waiting.push({ ...valid(entry), at: now() });
      if (waiting.length >= BATCH) void flush();
    },
    get dropped() {
      return dropped;
    },
    flush,
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}

/** A row the table takes: unknown types become `error`, with what was said kept beside; long texts are cut. */
export function valid(entry: LogEntry): LogEntry {
  const cut = (text: string | undefined, most: number) =>
    text === undefined ? undefined : maskedText(text).slice(0, most);
  const isKnown = logTypes.includes(entry.logType);
  return {
    ...entry,
    logType: isKnown ? entry.logType : "error",
    severity: severities.includes(entry.severity) ? entry.severity : "error",
    title: cut(entry.title, 200) || "(no title)",
    message: cut(entry.message, 2_000),
    endpoint: cut(entry.endpoint, 200),
    method: entry.method?.slice(0, 10),
    userAgent: cut(entry.userAgent, 300),
    errorStack: cut(entry.errorStack, 8_000),
    metadata: maskedValue(
      isKnown ? (entry.metadata ?? {}) : { ...entry.metadata, originalType: String(entry.logType) },
    ) as Record<string, unknown>,
  };
}

const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;
const VIN = /\b(?=[A-HJ-NPR-Z0-9]*\d)[A-HJ-NPR-Z0-9]{17}\b/gi;

/** A text without secrets, addresses of people and VINs. */
export function maskedText(text: string): string {
  return maskSecrets(text).replace(EMAIL, "***@***").replace(VIN, "VIN***");
}

const hidden = /password|secret|token|cookie|authorization|email|message|text|body/i;

function maskedValue(value: unknown): unknown {
  if (typeof value === "string") return maskedText(value).slice(0, 1_000);
  if (Array.isArray(value)) return value.slice(0, 50).map(maskedValue);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, hidden.test(key) ? "***" : maskedValue(inner)]),
  );
}

function insert(db: Db, batch: readonly Row[]): Promise<number> {
  const records = batch.map((row) => ({
    created_at: row.at,
    log_type: row.logType,
    severity: row.severity,
    title: row.title,
    message: row.message ?? "",
    endpoint: row.endpoint ?? null,
    method: row.method ?? null,
    status_code: row.statusCode ?? null,
    duration_ms: row.durationMs ?? null,
    user_id: row.userId ?? null,
    ip_block: row.ipBlock ?? null,
    user_agent: row.userAgent ?? null,
    request_id: row.requestId ?? null,
    metadata: row.metadata ?? {},
    error_stack: row.errorStack ?? null,
  }));
  return run(
    db,
    sql`insert into mate.application_logs (created_at, log_type, severity, title, message, endpoint, method, status_code,
        duration_ms, user_id, ip_block, user_agent, request_id, metadata, error_stack)
      select r.* from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r (created_at timestamptz, log_type text,
        severity text, title text, message text, endpoint text, method text, status_code integer, duration_ms integer,
        user_id uuid, ip_block text, user_agent text, request_id text, metadata jsonb, error_stack text)`,
  );
}
