import type { Context } from "@mechanicbuddy/platform/context";
import { one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";

/** What an erased person is called wherever a name must stand. */
export const ERASED = "Erased customer";

export function openOrders(ctx: Context, id: string): Promise<{ id: string; number: number }[]> {
  return rows(
    ctx.db,
    sql<{ id: string; number: number }>`select id, number from work_orders
      where customer_id = ${id} and stage in ('quote', 'order') order by created_at desc`,
  );
}

export async function currency(ctx: Context): Promise<string> {
  return (await one(ctx.db, sql<{ currency: string }>`select currency from settings`)).currency;
}

/** Documents issued to the customer, which search finds by name. */
export async function papersOf(ctx: Context, id: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql<{ id: string }>`select id from invoices where customer_id in (select customer_selves(${id}))
      union all select e.id from estimates e join work_orders o on o.id = e.work_order_id where o.customer_id = ${id}`,
  );
  return found.map((paper) => paper.id);
}

export interface Traces {
  names: string[];
  contacts: string[];
}

/** How the person was written, now and before a merge: what is taken out of other people's words. */
export function traces(ctx: Context, id: string): Promise<Traces> {
  return one(
    ctx.db,
    sql<Traces>`with selves as (
        select * from customers where id in (select customer_selves(${id})))
      select array(select distinct n from selves s cross join unnest(array[s.name, s.last_name, s.company_name]) n
          where char_length(n) > 2) as names,
        array(select distinct c from selves s cross join unnest(array[s.phone, s.phone2, s.street, s.vat_id,
            s.registration_no]) c where char_length(c) > 3
          union select e.address::text from customer_emails e where e.customer_id = ${id}
          union select ${id}::text) as contacts`,
  );
}

/**
 * Every place that knew the person, but issued invoices and what they are made of.
 * @param trace a PostgreSQL pattern of how the person was written
 */
export async function overwrite(ctx: Context, id: string, trace: string): Promise<void> {
  const now = ctx.now().toISOString();
  const selves = sql`(select customer_selves(${id}))`;
  const orders = sql`(select o.id from work_orders o where o.customer_id = ${id})`;
  const papers = sql`(select i.id from invoices i where i.customer_id in ${selves}
    union all select e.id from estimates e where e.work_order_id in ${orders})`;
  const things = sql`(select customer_selves(${id}) union all select o.id from work_orders o where o.customer_id = ${id}
    union all select j.id from jobs j where j.work_order_id in ${orders}
    union all select l.id from lines l join jobs j on j.id = l.job_id where j.work_order_id in ${orders}
    union all select m.id from messages m where m.customer_id = ${id} union all select * from ${papers} p)`;
  const decisions = sql`(select a.id from approvals a join jobs j on j.id = a.job_id where j.work_order_id in ${orders})`;
  const statements = [
    // Before the messages and the orders themselves, by which it is found.
    sql`delete from audit_personal where entry_id in (select a.id from audit_entries a where a.entity_id in ${things})`,
    sql`delete from audit_personal p using audit_entries a where a.id = p.entry_id and concat(p.before, p.after) ~* ${trace}
      and a.entity_id in (select s.vehicle_id from ownerships s where s.customer_id = ${id})`,
    sql`delete from notifications where about_id in ${things}`,
    sql`update files set owner_kind = null, owner_id = null where (owner_kind = 'customer' and owner_id in ${selves})
      or (owner_kind = 'work_order' and owner_id in ${orders})
      or (owner_kind = 'job' and owner_id in (select j.id from jobs j where j.work_order_id in ${orders}))`,
    // Who the person was goes first: only an erased customer's orders let go of their words.
    sql`update customers set kind = 'private', first_name = null, last_name = ${ERASED}, company_name = null,
      registration_no = null, personal_code = null, vat_id = null, tax_treatment = 'standard', exempt_reason = null,
      street = null, city = null, region = null, postal_code = null, country = null, phone = null, phone_key = null,
      phone2 = null, due_days = null, discount_percent = null, credit_limit_cents = null, handle_with_care = false,
      care_note = null, cash_only = false, note = null, external_id = null,
      archived_at = coalesce(archived_at, ${now}), erased_at = ${now} where id in ${selves}`,
    sql`select forget_customer_log(${id})`,
    sql`update messages set recipients = array['erased'], subject = null, body = '', attachment_ids = '{}',
      status = case when status = 'queued' then 'cancelled' else status end where customer_id = ${id}`,
    sql`update approval_people set name = ${ERASED}, said_to = null, ip = null, user_agent = null, comment = null,
      signature_file_id = null, erased_at = ${now} where approval_id in ${decisions}`,
    sql`update estimate_links set recipient = null, revoked_at = coalesce(revoked_at, ${now})
      where estimate_id in (select e.id from estimates e where e.work_order_id in ${orders})`,
    sql`update invoice_links set recipient = null, revoked_at = coalesce(revoked_at, ${now})
      where invoice_id in (select i.id from invoices i where i.customer_id in ${selves})`,
    // Signatures; the PDF made anew stays.
    sql`update files set owner_kind = null, owner_id = null where owner_kind = 'estimate'
      and owner_id in (select e.id from estimates e where e.work_order_id in ${orders})
      and id not in (select e.pdf_file_id from estimates e where e.work_order_id in ${orders})`,
    sql`delete from work_order_notes where work_order_id in ${orders}`,
    sql`update work_orders set internal_note = null, ordered_by = null, concern = null, customer_reference = null
      where customer_id = ${id}`,
    sql`update work_orders set cancel_reason = ${cleaned(sql`cancel_reason`, trace)}
      where customer_id = ${id} and cancel_reason ~* ${trace}`,
    sql`update jobs set complaint = null, title = left(${cleaned(sql`title`, trace)}, 120),
      cause = ${cleaned(sql`cause`, trace)}, correction = ${cleaned(sql`correction`, trace)}
      where work_order_id in ${orders}
        and (complaint is not null or concat_ws(' ', title, cause, correction) ~* ${trace})`,
    sql`update lines set description = ${cleaned(sql`description`, trace)}
      where description ~* ${trace} and job_id in (select j.id from jobs j where j.work_order_id in ${orders})`,
    sql`update vehicles set note = ${cleaned(sql`note`, trace)}
      where note ~* ${trace} and id in (select s.vehicle_id from ownerships s where s.customer_id = ${id})`,
    sql`update imported_work set title = left(${cleaned(sql`title`, trace)}, 120), cause = ${cleaned(sql`cause`, trace)},
      correction = ${cleaned(sql`correction`, trace)}, parts = ${cleaned(sql`parts`, trace)}
      where concat_ws(' ', title, cause, correction, parts) ~* ${trace}
        and vehicle_id in (select s.vehicle_id from ownerships s where s.customer_id = ${id})`,
    sql`update ownerships set until_on = greatest(from_on, ${now}::date) where customer_id = ${id} and until_on is null`,
    sql`update import_rows set label = '', before = null, problems = '[]' where entity_id in ${selves}`,
    sql`delete from customer_emails where customer_id = ${id}`,
  ];
  for (const statement of statements) await run(ctx.db, statement);
}

/** A column without the person: what is left of a word never is empty. */
function cleaned(column: RawBuilder<unknown>, trace: string): RawBuilder<unknown> {
  return sql`regexp_replace(${column}, ${trace}, '…', 'gi')`;
}
