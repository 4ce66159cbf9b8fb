import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";

/** What the workshop knows of one person beside the customer themselves, as one JSON. Costs are the workshop's own matter. */
export async function everythingAbout(ctx: Context, id: string): Promise<Record<string, unknown>> {
  const selves = sql`(select customer_selves(${id}))`;
  const orders = sql`(select o.id from work_orders o where o.customer_id = ${id})`;
  const list = (from: ReturnType<typeof sql>) => sql`(select coalesce(json_agg(to_json(x)), '[]') from (${from}) x)`;
  const { everything } = await one<{ everything: Record<string, unknown> }>(
    ctx.db,
    sql`select json_build_object(
      'consents', ${list(sql`select purpose, channel, given, how, created_at as "at" from consents
        where customer_id in ${selves} order by created_at`)},
      'vehicles', ${list(sql`select v.plate, v.vin, v.make, v.model, v.model_year as "modelYear", v.note,
          s.relation, s.from_on as "fromOn", s.until_on as "untilOn",
          (select coalesce(json_agg(json_build_object('value', r.value, 'unit', r.unit, 'readAt', r.read_at)
            order by r.read_at), '[]') from odometer_readings r where r.vehicle_id = v.id
            and r.read_at::date between s.from_on and coalesce(s.until_on, 'infinity')) as readings
        from ownerships s join vehicles v on v.id = s.vehicle_id where s.customer_id = ${id} order by s.from_on`)},
      'orders', ${list(sql`select o.number, o.created_at as "openedAt", o.stage, o.concern,
          o.customer_reference as "customerReference", o.ordered_by as "orderedBy", o.internal_note as "internalNote",
          o.cancel_reason as "cancelReason", v.plate, o.odometer_in as "odometerIn", o.odometer_out as "odometerOut",
          (select coalesce(json_agg(json_build_object('title', j.title, 'complaint', j.complaint, 'cause', j.cause,
              'correction', j.correction, 'authorisation', j.authorisation, 'doneAt', j.done_at,
              'lines', (select coalesce(json_agg(json_build_object('description', l.description, 'quantity', l.quantity,
                'unitPriceCents', l.unit_price_cents, 'discountPercent', l.discount_percent) order by l.position), '[]')
                from lines l where l.job_id = j.id)) order by j.position), '[]')
            from jobs j where j.work_order_id = o.id) as jobs,
          (select coalesce(json_agg(json_build_object('body', n.body, 'at', n.created_at) order by n.created_at), '[]')
            from work_order_notes n where n.work_order_id = o.id) as notes
        from work_orders o left join vehicles v on v.id = o.vehicle_id where o.customer_id = ${id} order by o.number`)},
      'decisions', ${list(sql`select a.decision, a.method, a.decided_at as "decidedAt", a.amount_cents as "amountCents",
          p.name, p.said_to as "saidTo", host(p.ip) as ip, p.user_agent as "userAgent", p.comment
        from approvals a join jobs j on j.id = a.job_id left join approval_people p on p.approval_id = a.id
        where j.work_order_id in ${orders} order by a.seq`)},
      'invoices', ${list(sql`select i.number, i.kind, i.issue_on as "issueOn", i.due_on as "dueOn",
          i.total_cents as "totalCents", i.currency, i.snapshot -> 'buyer' as buyer
        from invoices i where i.customer_id in ${selves} order by i.seq`)},
      'payments', ${list(sql`select p.number, p.direction, p.amount_cents as "amountCents",
          p.received_on as "receivedOn", p.reference, m.name as method
        from payments p join payment_methods m on m.id = p.method_id where p.customer_id in ${selves} order by p.id`)},
      'messages', ${list(sql`select m.direction, m.channel, m.recipients, m.subject,
          regexp_replace(m.body, '(/)[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])', '\\1***', 'g') as body, m.status,
          m.created_at as "at" from messages m where m.customer_id in ${selves} order by m.created_at`)}
      ) as everything`,
  );
  return everything;
}

export interface Paper {
  id: string;
  /** Folder and name inside the archive. */
  folder: "documents" | "photos";
  name: string;
}

/** Issued documents, and what was hung on the person and their orders. */
export function papersAbout(ctx: Context, id: string): Promise<Paper[]> {
  return rows<Paper>(
    ctx.db,
    sql<Paper>`with orders as (select o.id from work_orders o where o.customer_id = ${id})
      select i.pdf_file_id as id, 'documents' as folder, i.number || '.pdf' as name from invoices i
        where i.customer_id in (select customer_selves(${id}))
      union all
      select e.pdf_file_id, 'documents', 'estimate-' || e.number || '.pdf' from estimates e
        where e.work_order_id in (select id from orders)
      union all
      select f.id, 'photos', f.id || '-' || f.name from files f
        where (f.owner_kind = 'customer' and f.owner_id = ${id})
          or (f.owner_kind = 'work_order' and f.owner_id in (select id from orders))
          or (f.owner_kind = 'job' and f.owner_id in (
            select j.id from jobs j where j.work_order_id in (select id from orders)))
      order by folder, name`,
  );
}

export interface NewExport {
  id: string;
  customerId: string;
  token: string;
  fileId: string;
  recipient: string | null;
  expiresAt: string;
}

export function insert(ctx: Context, row: NewExport): Promise<number> {
  return run(
    ctx.db,
    sql`insert into customer_exports (id, customer_id, token_sha256, file_id, recipient, expires_at, created_at, created_by)
      values (${row.id}, ${row.customerId}, ${sha256(row.token)}, ${row.fileId}, ${row.recipient}, ${row.expiresAt},
        ${ctx.now()}, ${ctx.actor.userId ?? null})`,
  );
}

/** The file behind a link; without one its days are over. Undefined when nobody ever made this link. */
export function findByToken(ctx: Context, token: string): Promise<{ id: string; fileId: string | null } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{
      id: string;
      fileId: string | null;
    }>`select id, case when expires_at > ${ctx.now()} then file_id end as "fileId"
      from customer_exports where token_sha256 = ${sha256(token)}`,
  );
}

/** Lets go of the files of archives whose days are over, or of one person's. */
export async function close(ctx: Context, customerId?: string): Promise<string[]> {
  const which =
    customerId === undefined
      ? sql`expires_at <= ${ctx.now()}`
      : sql`customer_id in (select customer_selves(${customerId}))`;
  const gone = await rows<{ fileId: string }>(
    ctx.db,
    sql<{
      fileId: string;
    }>`with old as (select id, file_id from customer_exports where ${which} and file_id is not null),
        closed as (update customer_exports e set file_id = null, recipient = null from old where e.id = old.id)
      select file_id as "fileId" from old`,
  );
  return gone.map(({ fileId }) => fileId);
}
