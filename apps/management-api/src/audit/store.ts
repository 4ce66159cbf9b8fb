import type { AuditEntry } from "@mechanicbuddy/contract/management/operations";
import { sql } from "kysely";
import type { Static } from "typebox";
import type { Context } from "../context.ts";
import { likeOf, newestFirst, type PageQuery } from "../lists.ts";

export type Row = Static<typeof AuditEntry>;

export interface Filters {
  q?: string;
  action?: string;
  from?: string;
  to?: string;
  tenant?: string;
}

/** A page of the audit. */
export function list(ctx: Context, query: Filters & PageQuery) {
  const { q, action, from, to, tenant } = query;
  const like = likeOf(q);
  const where = sql`(${tenant ?? null}::text is null or tenant = ${tenant ?? null})
    and (${action ?? null}::text is null or action = ${action ?? null})
    and (${from ?? null}::timestamptz is null or at >= ${from ?? null}::timestamptz)
    and (${to ?? null}::timestamptz is null or at < ${to ?? null}::timestamptz)
    and (${like}::text is null or actor ilike ${like} or target ilike ${like} or reason ilike ${like})`;
  return newestFirst<Row>(
    ctx,
    {
      select: sql`select id, actor, actor_kind as "actorKind", action, target, tenant, before, after, reason,
        request_id as "requestId", address, outcome, at`,
      from: sql`from audit_entries`,
      where,
      at: [sql`at`, "at"],
      id: sql`id`,
    },
    query,
  );
}
