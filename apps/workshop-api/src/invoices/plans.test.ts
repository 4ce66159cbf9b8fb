import type { Context } from "@mechanicbuddy/platform/context";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as payments from "../payments/payments.ts";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import { fillYears, genericPlans } from "../work-orders/testing/years.ts";
import * as invoices from "./invoices.ts";
import { findFacts } from "./store.ts";

let api: TestApi;
let ctx: Context;
let some: { id: string; customerId: string; workOrderId: string; openId: string };

beforeAll(async () => {
  api = await openTestApi();
  const shop = await api.newShop();
  ctx = { ...shop.ctx, actor: { kind: "user", role: "owner", userId: shop.people.owner.userId } };
  await fillYears(api.ground, shop.id);
  await invoiceYears(shop.id);
  some = await one(
    ctx.db,
    sql<typeof some>`select i.id, i.customer_id as "customerId", i.work_order_id as "workOrderId",
      (select id from work_orders where stage = 'order' limit 1) as "openId"
      from invoices i where n = 5000`,
  );
}, 120_000);
afterAll(() => api.close());

/** An invoice for each of the invoiced orders, all paid but each hundredth. Checks and locks are off: they take an hour. */
async function invoiceYears(tenantId: string): Promise<void> {
  const tables = ["invoices", "invoice_lines", "invoice_taxes", "payments", "payment_allocations"];
  await withClient(api.ground.owner, async (client) => {
    await client.query(`set search_path = "tenant_${tenantId}", extensions`);
    for (const table of tables) await client.query(`alter table ${table} disable trigger user`);
    await client.query(`
      create temporary table papers as
        select row_number() over (order by o.created_at)::int as n, gen_random_uuid() as id, gen_random_uuid() as payment,
          o.id as order_id, o.customer_id, o.created_at as at, decode(repeat('00', 32), 'hex') as hash
        from work_orders o where o.stage = 'invoiced';
      insert into files (id, sha256, media_type, bytes, name) select id, hash, 'application/pdf', 1, n::text from papers;
      insert into invoices (id, kind, series_id, year, n, number, work_order_id, customer_id, issued_at, issue_on, supply_on,
          due_on, currency, language, price_mode, net_cents, vat_cents, total_cents, snapshot, pdf_file_id, pdf_sha256,
          seq, prev_hash, hash)
        select p.id, 'invoice', s.id, 0, p.n, p.n::text, p.order_id, p.customer_id, p.at, p.at::date, p.at::date,
          p.at::date + 14, 'EUR', 'en', 'gross', 100, 24, 124, '{}', p.id, p.hash, p.n, p.hash, p.hash
        from papers p join number_series s on s.kind = 'invoice';
      insert into invoice_lines (id, invoice_id, position, kind, description, quantity, unit, unit_price_cents,
          discount_percent, tax_category, tax_percent, total_cents, net_cents)
        select gen_random_uuid(), id, 1, 'fee', 'Work', 1, 'C62', 124, 0, 'S', 24, 124, 100 from papers;
      insert into invoice_taxes (id, invoice_id, category, percent, net_cents, vat_cents, gross_cents)
        select gen_random_uuid(), id, 'S', 24, 100, 24, 124 from papers;
      insert into receivables (invoice_id, customer_id, due_on, total_cents, paid_cents)
        select id, customer_id, at::date + 14, 124, case when n % 100 = 0 then 0 else 124 end from papers;
      insert into payments (id, number, direction, method_id, amount_cents, received_on, customer_id)
        select p.payment, p.n::text, 'in', (select id from payment_methods limit 1), 124, p.at::date, p.customer_id
        from papers p where p.n % 100 <> 0;
      insert into payment_allocations (id, payment_id, invoice_id, amount_cents)
        select gen_random_uuid(), payment, id, 124 from papers where n % 100 <> 0;
      insert into messages (id, direction, channel, recipients, body, language, about_kind, about_id)
        select gen_random_uuid(), 'out', 'email', '{a@example.com}', 'x', 'en', 'invoice', id from papers;
      insert into search_entries (kind, entity_id, title, keys, text)
        select 'invoice', id, n::text, array[n::text], ' ' || n || ' kask' || n from papers;
      analyze`);
    for (const table of tables) await client.query(`alter table ${table} enable trigger user`);
  });
}

/** Every table that holds more than 1,000 rows here. */
const throughAll =
  /Seq Scan on (invoices|invoice_|receivables|payments|payment_allocations|messages|files|work_orders|jobs|lines|customers|vehicles|search_)/;

test.each<[string, string, (ctx: Context) => Promise<unknown>]>([
  ["all invoices", "invoices_issued", (ctx) => invoices.list(ctx, {})],
  ["the next page of invoices", "invoices_issued", nextPage],
  ["unpaid invoices", "receivables_due", (ctx) => invoices.list(ctx, { state: "unpaid" })],
  ["overdue invoices", "receivables_due", (ctx) => invoices.list(ctx, { state: "overdue" })],
  ["paid invoices", "invoices_issued", (ctx) => invoices.list(ctx, { state: "paid" })],
  ["invoices of a customer", "invoices_customer", (ctx) => invoices.list(ctx, { customerId: some.customerId })],
  ["invoices found by words", "search_entries_text", (ctx) => invoices.list(ctx, { q: "kask77" })],
  ["one invoice", "invoices_pkey", (ctx) => invoices.get(ctx, some.id)],
  ["how an invoice was mailed", "messages_about", (ctx) => invoices.listDeliveries(ctx, some.id)],
  ["the invoice in force of an order", "invoices_number_key", (ctx) => invoices.inForce(ctx, some.workOrderId)],
  ["what issuing depends on", "receivables_open", (ctx) => findFacts(ctx, some.openId, null)],
  ["what a customer has as credit", "payments_customer", (ctx) => payments.fundsFor(ctx, some.openId)],
  ["all payments", "payments_received", (ctx) => payments.list(ctx, {})],
  ["payments of an invoice", "payment_allocations_invoice", (ctx) => payments.list(ctx, { invoiceId: some.id })],
  ["payments of a customer", "payments_customer", (ctx) => payments.list(ctx, { customerId: some.customerId })],
  ["the deposit of an order", "payments_work_order", (ctx) => payments.heldDeposit(ctx, some.openId)],
  ["who owes what", "receivables_due", (ctx) => payments.listReceivables(ctx)],
])("%s: %s is used and no large table is read through", async (_, index, work) => {
  const plans = await genericPlans(ctx, work);
  expect(plans).toContain(index);
  expect(plans).not.toMatch(throughAll);
});

async function nextPage(ctx: Context) {
  const { nextCursor } = await invoices.list(ctx, {});
  return invoices.list(ctx, { cursor: nextCursor as string });
}
