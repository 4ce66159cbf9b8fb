import { notFound } from "@mechanicbuddy/contract/problem";
import type { TimelineEntry as TimelineEntrySchema } from "@mechanicbuddy/contract/work-orders";
import { type Context, may } from "@mechanicbuddy/platform/context";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";
import type { Static } from "typebox";

type TimelineEntry = Static<typeof TimelineEntrySchema>;

/** What happened to an order, newest first, as far as the caller may see it. Sums stay with the documents themselves. */
export async function timeline(ctx: Context, orderId: string): Promise<{ items: TimelineEntry[] }> {
  const sources = [
    opened,
    moves,
    notes,
    estimates,
    decisions,
    changes,
    ...(may(ctx, "invoices.read") ? [invoices, payments] : []),
    ...(may(ctx, "messages.read") ? [messages] : []),
  ];
  const items = await rows<TimelineEntry>(
    ctx.db,
    sql`with o as (select id, number, created_at, created_by from work_orders where id = ${orderId}),
        j as (select j.id, j.title from jobs j join o on j.work_order_id = o.id)
      select t.at, t.kind, coalesce(t.by_name, btrim(e.first_name || ' ' || e.last_name)) as by, t.subject, t.detail,
        case when t.link_id is not null then json_build_object('kind', t.link_kind, 'id', t.link_id) end as link
      from (${sql.join(sources, sql` union all `)}) t (id, at, kind, by_user, by_name, subject, detail, link_kind, link_id)
      left join users u on u.id = t.by_user left join employees e on e.id = u.employee_id
      order by t.at desc, t.id desc limit 300`,
  );
  // An order that exists was opened, so nothing at all means that it does not.
  if (items.length === 0) throw notFound();
  return { items };
}

const opened = sql`select o.id, o.created_at, 'opened', o.created_by, null::text, o.number::text, null::text, null::text, null::uuid
  from o`;

/** The first row of an order has no column it came from: that is its opening. */
const moves = sql`select m.id, m.created_at, 'moved', m.created_by, null, t.name, f.name, null, null
  from o join board_moves m on m.work_order_id = o.id
  join board_statuses t on t.id = m.to_status_id join board_statuses f on f.id = m.from_status_id`;

const notes = sql`select n.id, n.created_at, 'note', n.created_by, null, null, n.body, null, null
  from o join work_order_notes n on n.work_order_id = o.id`;

const estimates = sql`select s.id, s.created_at, 'estimate', s.created_by, null, s.number, null, 'estimate', s.id
  from o join estimates s on s.work_order_id = o.id`;

const decisions = sql`select a.id, a.decided_at, 'decision', null::uuid, p.name, j.title, a.decision, 'job', j.id
  from j join approvals a on a.job_id = j.id left join approval_people p on p.approval_id = a.id`;

const invoices = sql`select i.id, i.issued_at, 'invoice', i.created_by, null, i.number, i.kind, 'invoice', i.id
  from o join invoices i on i.work_order_id = o.id`;

const payments = sql`select p.id, p.created_at, 'payment', p.created_by, null, p.number, p.direction, 'payment', p.id
  from payments p where p.work_order_id = (select id from o) or p.id in (select a.payment_id from payment_allocations a
    join invoices i on i.id = a.invoice_id where i.work_order_id = (select id from o))`;

const messages = sql`select m.id, m.created_at, 'message', m.created_by, null, m.subject, m.status, 'message', m.id
  from messages m where (m.about_kind = 'work_order' and m.about_id = (select id from o))
    or (m.about_kind = 'estimate' and m.about_id in (select s.id from estimates s join o on s.work_order_id = o.id))
    or (m.about_kind = 'invoice' and m.about_id in (select i.id from invoices i join o on i.work_order_id = o.id))`;

/** Names of changed fields, never their values: some are prices. What has an entry of its own above is left out. */
const changes: RawBuilder<unknown> = sql`select a.id, a.at,
    case when a.action in ('work_order.start', 'work_order.cancel', 'work_order.reopen') then 'stage' else 'change' end,
    a.actor_id, a.actor_name, a.action,
    case when a.action = 'work_order.cancel'
        then (select p.after->>'cancelReason' from audit_personal p where p.entry_id = a.id)
      else (select string_agg(key, ', ' order by key) from jsonb_object_keys(a.after) key) end,
    a.entity_kind, a.entity_id
  from audit_entries a
  where a.action not in ('work_order.create', 'work_order.move', 'work_order.note')
    and ((a.entity_kind = 'work_order' and a.entity_id = (select id from o))
      or (a.entity_kind = 'job' and a.action like any(array['job.%', 'line.%']) and a.entity_id in (select id from j))
      or (a.entity_kind = 'line' and a.entity_id in (select l.id from lines l join j on l.job_id = j.id)))`;
