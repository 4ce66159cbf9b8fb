import Type, { type Static, type TProperties } from "typebox";
import { Id, nullable, oneOf, TimeAt, text } from "../fields.ts";
import { binary, closed } from "../route.ts";
import { mateRoute } from "./route.ts";

export const logTypes = [
  "login",
  "logout",
  "auth_error",
  "signup",
  "api_call",
  "payment",
  "subscription",
  "chat",
  "admin_action",
  "security",
  "warning",
  "error",
] as const;
export type LogType = (typeof logTypes)[number];
export const severities = ["info", "warning", "error", "critical"] as const;
export type Severity = (typeof severities)[number];

export const LogRow = Type.Object({
  id: Id,
  createdAt: TimeAt,
  type: oneOf(logTypes),
  severity: oneOf(severities),
  title: Type.String(),
  message: Type.String(),
  endpoint: nullable(Type.String()),
  method: nullable(Type.String()),
  statusCode: nullable(Type.Integer()),
  durationMs: nullable(Type.Integer()),
  userId: nullable(Id),
  ipBlock: nullable(Type.String()),
  requestId: nullable(Type.String()),
});
export type LogRow = Static<typeof LogRow>;

const filters = {
  type: Type.Optional(oneOf(logTypes)),
  severity: Type.Optional(oneOf(severities)),
  userId: Type.Optional(Id),
  endpoint: Type.Optional(Type.String({ maxLength: 200 })),
  statusCode: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
  from: Type.Optional(TimeAt),
  to: Type.Optional(TimeAt),
  search: Type.Optional(Type.String({ minLength: 2, maxLength: 100 })),
  hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 2160 })),
};
const paging = {
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
};
const LogFilters = closed(filters);
export type LogFilters = Static<typeof LogFilters>;

/** One page, newest first; `nextCursor` is null on the last one. */
const pageOf = <T extends TProperties>(item: T) =>
  Type.Object({ items: Type.Array(Type.Object(item)), nextCursor: nullable(Type.String()) });

/** Counts of a period over all rows. */
const Summary = Type.Object({
  total: Type.Integer(),
  errors: Type.Integer(),
  critical: Type.Integer(),
  accounts: Type.Integer(),
  failedLogins: Type.Integer(),
  slow: Type.Integer(),
  dropped: Type.Integer(),
});

export const listLogs = mateRoute("GET", "/api/logs", {
  who: "admin",
  summary: "The application log, newest first, with the counts of the newest day: one call to look again",
  query: closed({ ...filters, ...paging }),
  reply: { 200: Type.Object({ ...pageOf(LogRow.properties).properties, summary: Summary }) },
});

export const listLogsOfUser = mateRoute("GET", "/api/logs/user/:userId", {
  who: "admin",
  summary: "The application log of one account",
  params: Type.Object({ userId: Id }),
  query: closed(paging),
  reply: { 200: pageOf(LogRow.properties) },
});

export const getLog = mateRoute("GET", "/api/logs/entries/:id", {
  who: "admin",
  summary: "One entry with its stack and details",
  params: Type.Object({ id: Id }),
  reply: {
    200: Type.Object({
      ...LogRow.properties,
      userAgent: nullable(Type.String()),
      metadata: Type.Record(Type.String(), Type.Unknown()),
      errorStack: nullable(Type.String()),
    }),
  },
});

const period = closed({ hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 2160, default: 24 })) });

export const logSummary = mateRoute("GET", "/api/logs/stats/summary", {
  who: "admin",
  summary: "Counts of a period, over all rows",
  query: period,
  reply: {
    200: Summary,
  },
});

const Counts = Type.Object({ items: Type.Array(Type.Object({ name: Type.String(), count: Type.Integer() })) });

export const logsByType = mateRoute("GET", "/api/logs/stats/by-type", {
  who: "admin",
  summary: "Counts by type",
  query: period,
  reply: { 200: Counts },
});

export const logsBySeverity = mateRoute("GET", "/api/logs/stats/by-severity", {
  who: "admin",
  summary: "Counts by severity",
  query: period,
  reply: { 200: Counts },
});

export const recentErrors = mateRoute("GET", "/api/logs/recent-errors", {
  who: "admin",
  summary: "Errors of the last day, newest first",
  query: closed({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })) }),
  reply: { 200: Type.Object({ items: Type.Array(LogRow) }) },
});

export const exportLogs = mateRoute("GET", "/api/logs/export.csv", {
  who: "admin",
  summary: "The rows of a filter as a table, at most 50,000",
  query: LogFilters,
  reply: { 200: binary("text/csv") },
});

export const cleanUpLogs = mateRoute("DELETE", "/api/logs/cleanup", {
  who: "admin",
  summary: "Remove rows older than so many days; critical ones stay",
  query: closed({ days: Type.Integer({ minimum: 7, maximum: 3650 }) }),
  reply: { 200: Type.Object({ deleted: Type.Integer() }) },
});

export const reportError = mateRoute("POST", "/api/logs/error", {
  who: "public",
  summary: "A fault in somebody's browser",
  body: closed({
    message: text(300),
    page: Type.Optional(Type.String({ maxLength: 200, pattern: "^/" })),
    stack: Type.Optional(Type.String({ maxLength: 1500 })),
  }),
  bodyLimit: 2048,
  reply: { 202: Type.Object({ accepted: Type.Literal(true) }) },
});
