import type { LogFilters, LogRow } from "@mechanicbuddy/contract/mate/logs";
import { type Db, maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

export interface Position {
  at: string;
  id: string;
}
export type StoredLog = LogRow & { position: string };

const columns = sql`id, created_at as "createdAt", log_type as type, severity, title, message, endpoint, method,
  status_code as "statusCode", duration_ms as "durationMs", user_id as "userId", ip_block as "ipBlock",
  request_id as "requestId", created_at::text as position`;

function condition(filters: LogFilters, now: Date, after: Position | undefined) {
  const { type, severity, userId, endpoint, statusCode, from, to, search, hours } = filters;
  const since = hours === undefined ? undefined : new Date(now.getTime() - hours * 3_600_000);
  const words = search === undefined ? undefined : `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const parts = [
    type !== undefined && sql`log_type = ${type}`,
    severity !== undefined && sql`severity = ${severity}`,
    userId !== undefined && sql`user_id = ${userId}`,
    endpoint !== undefined && sql`endpoint = ${endpoint}`,
    statusCode !== undefined && sql`status_code = ${statusCode}`,
    from !== undefined && sql`created_at >= ${from}`,
    to !== undefined && sql`created_at < ${to}`,
    since !== undefined && sql`created_at >= ${since}`,
    words !== undefined && sql`(title ilike ${words} or message ilike ${words})`,
    after !== undefined && sql`(created_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

export function list(
  db: Db,
  filters: LogFilters,
  now: Date,
  { after, limit }: { after?: Position; limit: number },
): Promise<StoredLog[]> {
  return rows(
    db,
    sql<StoredLog>`select ${columns} from mate.application_logs where ${condition(filters, now, after)}
      order by created_at desc, id desc limit ${limit}`,
  );
}

export function find(db: Db, id: string) {
  return maybeOne<
    StoredLog & { userAgent: string | null; metadata: Record<string, unknown>; errorStack: string | null }
  >(
    db,
    sql`select ${columns}, user_agent as "userAgent", metadata, error_stack as "errorStack"
      from mate.application_logs where id = ${id}`,
  );
}

export function summary(db: Db, since: Date) {
  return one<{ total: number; errors: number; critical: number; accounts: number; failedLogins: number; slow: number }>(
    db,
    sql`select count(*)::integer as total,
        count(*) filter (where severity = 'error')::integer as errors,
        count(*) filter (where severity = 'critical')::integer as critical,
        count(distinct user_id)::integer as accounts,
        count(*) filter (where log_type = 'auth_error')::integer as "failedLogins",
        count(*) filter (where duration_ms > 500)::integer as slow
      from mate.application_logs where created_at >= ${since}`,
  );
}

export function countBy(
  db: Db,
  column: "log_type" | "severity",
  since: Date,
): Promise<{ name: string; count: number }[]> {
  return rows(
    db,
    sql`select ${sql.ref(column)} as name, count(*)::integer as count from mate.application_logs
      where created_at >= ${since} group by 1 order by 2 desc, 1`,
  );
}

export function errorsSince(db: Db, since: Date, limit: number): Promise<StoredLog[]> {
  return rows(
    db,
    sql<StoredLog>`select ${columns} from mate.application_logs
      where severity in ('error', 'critical') and created_at >= ${since}
      order by created_at desc, id desc limit ${limit}`,
  );
}

/** Removes a bounded number of old rows; critical ones stay. */
export function removeBefore(db: Db, before: Date, most: number): Promise<number> {
  return run(
    db,
    sql`delete from mate.application_logs where id in (
      select id from mate.application_logs where created_at < ${before} and severity <> 'critical' limit ${most})`,
  );
}
