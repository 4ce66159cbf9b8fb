import type { AuditSummary } from "@mechanicbuddy/contract/audit";
import type { Context } from "@mechanicbuddy/platform/context";
import { one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

/** Counts of the last days: changes, the people behind them, sign-ins and failed ones. */
export function summary(ctx: Context, days: number): Promise<AuditSummary> {
  const since = new Date(ctx.now().getTime() - days * 86_400_000);
  return one(
    ctx.db,
    sql<AuditSummary>`select ${days}::int as days,
        count(*) filter (where action not like 'session.%')::int as changes,
        count(distinct actor_id) filter (where action <> 'session.refuse')::int as people,
        count(*) filter (where action = 'session.begin')::int as "signIns",
        count(*) filter (where action = 'session.refuse')::int as failures
      from audit_entries where at > ${since}`,
  );
}
