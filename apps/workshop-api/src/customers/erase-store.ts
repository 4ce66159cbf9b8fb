import type { Context } from "@mechanicbuddy/platform/context";
import { one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

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
    sql<{ id: string }>`select id from invoices where customer_id = ${id}
      union all select e.id from estimates e join work_orders o on o.id = e.work_order_id where o.customer_id = ${id}`,
  );
  return found.map((paper) => paper.id);
}

/** Every place that knew the person, but issued documents and what they are made of. */
export async function overwrite(ctx: Context, id: string): Promise<void> {
  const now = ctx.now().toISOString();
  const orders = sql`(select o.id from work_orders o where o.customer_id = ${id})`;
  const papers = sql`(select i.id from invoices i where i.customer_id = ${id}
    union all select e.id from estimates e where e.work_order_id in ${orders})`;
  const things = sql`(select ${id}::uuid union all select o.id from work_orders o where o.customer_id = ${id}
    union all select j.id from jobs j where j.work_order_id in ${orders}
    union all select m.id from messages m where m.customer_id = ${id} union all select * from ${papers} p)`;
  const decisions = sql`(select a.id from approvals a join jobs j on j.id = a.job_id where j.work_order_id in ${orders})`;
  const statements = [
    // Before the messages and the orders themselves, by which it is found.
    sql`delete from audit_personal where entry_id in (select a.id from audit_entries a where a.entity_id in ${things})`,
    sql`delete from notifications where about_id in ${things}`,
    sql`update files set owner_kind = null, owner_id = null where (owner_kind = 'customer' and owner_id = ${id})
      or (owner_kind = 'work_order' and owner_id in ${orders})
      or (owner_kind = 'job' and owner_id in (select j.id from jobs j where j.work_order_id in ${orders}))`,
    sql`update messages set recipients = array['erased'], subject = null, body = '', attachment_ids = '{}',
      status = case when status = 'queued' then 'cancelled' else status end where customer_id = ${id}`,
    sql`update approval_people set name = ${ERASED}, said_to = null, ip = null, user_agent = null, comment = null,
      signature_file_id = null, erased_at = ${now} where approval_id in ${decisions}`,
    sql`update estimate_links set recipient = null, revoked_at = coalesce(revoked_at, ${now})
      where estimate_id in (select e.id from estimates e where e.work_order_id in ${orders})`,
    sql`update invoice_links set recipient = null, revoked_at = coalesce(revoked_at, ${now})
      where invoice_id in (select i.id from invoices i where i.customer_id = ${id})`,
    sql`delete from work_order_notes where work_order_id in ${orders}`,
    sql`update work_orders set internal_note = null, ordered_by = null where customer_id = ${id}`,
    sql`update work_orders set concern = null, customer_reference = null where customer_id = ${id} and stage = 'cancelled'`,
    sql`update ownerships set until_on = greatest(from_on, ${now}::date) where customer_id = ${id} and until_on is null`,
    sql`update import_rows set label = '', before = null, problems = '[]' where entity_id = ${id}`,
    sql`delete from customer_emails where customer_id = ${id}`,
    sql`update customers set kind = 'private', first_name = null, last_name = ${ERASED}, company_name = null,
      registration_no = null, personal_code = null, vat_id = null, tax_treatment = 'standard', exempt_reason = null,
      street = null, city = null, region = null, postal_code = null, country = null, phone = null, phone_key = null,
      phone2 = null, due_days = null, discount_percent = null, credit_limit_cents = null, handle_with_care = false,
      care_note = null, cash_only = false, note = null, external_id = null,
      archived_at = coalesce(archived_at, ${now}), erased_at = ${now} where id = ${id}`,
  ];
  for (const statement of statements) await run(ctx.db, statement);
}
