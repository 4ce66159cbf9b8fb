import type { AuditEntry, listAudit } from "@mechanicbuddy/contract/audit";
import type { Input } from "@mechanicbuddy/contract/route";
import type { Actor, Context } from "@mechanicbuddy/platform/context";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { db } from "../database.ts";
import type { Happening } from "./audit.ts";
import type { Split } from "./entry.ts";

/** Characters the column holds. */
const MOST_NAME = 200;

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));

/** How a person of the operator is named in a workshop's audit: who, and why they were let in. */
function visitorName({ supportPerson, supportReason }: Actor): string | null {
  if (supportPerson === undefined) return null;
  const why = supportReason === undefined ? "" : `, ${supportReason}`;
  return `Support (${supportPerson})${why}`.slice(0, MOST_NAME);
}

/** Both rows are sent at once; the transaction waits for them. */
export async function insert(ctx: Context, happening: Happening, split: Split): Promise<void> {
  const id = newId();
  const { actor } = ctx;
  const entry = run(
    ctx.db,
    db.insertInto("audit_entries").values({
      id,
      at: ctx.now().toISOString(),
      actor_kind: actor.kind === "visitor" ? "customer" : actor.kind,
      actor_name: visitorName(actor),
      actor_id: actor.userId ?? null,
      ip: actor.ip ?? null,
      action: happening.action,
      entity_kind: happening.entityKind,
      entity_id: happening.entityId ?? null,
      before: json(split.before),
      after: json(split.after),
      request_id: ctx.requestId,
    }),
  );
  const { personal } = split;
  if (personal === undefined) return void (await entry);
  const clear = run(
    ctx.db,
    db.insertInto("audit_personal").values({
      entry_id: id,
      salt: personal.salt,
      before: json(personal.before),
      after: json(personal.after),
    }),
  );
  await Promise.all([entry, clear]);
}

/** Midnight in the workshop's time zone, `later` days after a date. */
const midnight = (date: string | undefined, later: number) =>
  sql`((${date ?? null}::date + ${later}::int)::timestamp at time zone (select time_zone from settings))`;

/** A page of entries, newest first, with personal values put back where they have not been erased. */
export async function list(ctx: Context, query: Input<typeof listAudit>["query"]) {
  const { limit = 25, q, action, entityKind, entityId, actorId, from, to } = query;
  const pattern = q?.trim() ? `%${q.trim().replace(/[\\%_]/g, "\\$&")}%` : null;
  // What happened to an order's jobs and lines happened to the order.
  const ofOrder =
    entityKind === "work_order" && entityId !== undefined
      ? sql`(e.entity_kind in ('job', 'line') and e.entity_id in (
          select id from jobs where work_order_id = ${entityId}
          union all select l.id from lines l join jobs j on j.id = l.job_id where j.work_order_id = ${entityId}))`
      : sql`false`;
  const after = positionOf<{ seq: number }>(query.cursor);
  const found = await rows<AuditEntry & { seq: number }>(
    ctx.db,
    sql`select e.seq, e.id, e.at, e.actor_kind as "actorKind",
          coalesce(e.actor_name, p.first_name || ' ' || p.last_name) as actor, e.action,
          e.entity_kind as "entityKind", e.entity_id as "entityId",
          e.before || coalesce(a.before, '{}') as before, e.after || coalesce(a.after, '{}') as after,
          e.request_id as "requestId"
        from audit_entries e
        left join audit_personal a on a.entry_id = e.id
        left join users u on u.id = e.actor_id left join employees p on p.id = u.employee_id
        where (${pattern}::text is null or e.action ilike ${pattern} or e.entity_kind ilike ${pattern}
            or coalesce(e.actor_name, p.first_name || ' ' || p.last_name) ilike ${pattern})
          and (${after?.seq ?? null}::bigint is null or e.seq < ${after?.seq ?? null})
          and (${action ?? null}::text is null or e.action = ${action ?? null})
          and (${entityKind ?? null}::text is null or e.entity_kind = ${entityKind ?? null} or ${ofOrder})
          and (${entityId ?? null}::uuid is null or e.entity_id = ${entityId ?? null} or ${ofOrder})
          and (${actorId ?? null}::uuid is null or e.actor_id = ${actorId ?? null})
          and (${from ?? null}::date is null or e.at >= ${midnight(from, 0)})
          and (${to ?? null}::date is null or e.at < ${midnight(to, 1)})
        order by e.seq desc limit ${limit + 1}`,
  );
  return pageOf(
    found,
    limit,
    (row) => cursorOf({ seq: row.seq }),
    ({ seq: _, ...entry }) => entry,
  );
}
