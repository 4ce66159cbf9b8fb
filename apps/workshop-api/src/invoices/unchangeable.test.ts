import { getInvoicePdf } from "@mechanicbuddy/contract/invoices";
import { recordPayment } from "@mechanicbuddy/contract/payments";
import { listNumberSeries, updateNumberSeries } from "@mechanicbuddy/contract/settings";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import * as invoices from "./invoices.ts";
import { at, bulbs, fiscalShop, issue, methodOf, readyOrder } from "./testing/order.ts";
import { verifyAndTell } from "./verify.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

const documents = ["invoices", "invoice_lines", "invoice_taxes", "payments", "payment_allocations"];
const writes = (table: string) => [`update ${table} set id = id`, `delete from ${table}`, `truncate ${table} cascade`];

async function paidInvoice(shop: Shop, number = 1042) {
  const invoice = await issue(shop, await readyOrder(shop, { number }));
  const body = {
    methodId: await methodOf(shop, "card"),
    amountCents: 2697,
    allocations: [{ invoiceId: invoice.id, amountCents: 2697 }],
  };
  await shop.call(recordPayment, { body });
  return invoice;
}

/** The code with which the database refuses a statement. */
const codeOf = (attempt: Promise<unknown>) => attempt.then(() => "done").catch((error: { code: string }) => error.code);

test("issued documents and payments cannot be changed or removed by the shop's own login", async () => {
  const shop = await fiscalShop(api);
  await paidInvoice(shop);
  for (const statement of documents.flatMap(writes)) {
    expect([statement, await codeOf(shop.ctx.db.run({ text: statement, values: [] }))]).toEqual([statement, "42501"]);
  }
});

test("not even the owner of the tables changes or removes them: a trigger refuses", async () => {
  const shop = await fiscalShop(api);
  await paidInvoice(shop);
  await withClient(api.ground.owner, async (client) => {
    await client.query(`set search_path to "tenant_${shop.id}"`);
    for (const statement of documents.flatMap(writes)) {
      expect([statement, await codeOf(client.query(statement))]).toEqual([statement, "MB001"]);
    }
  });
});

test("what an invoice was made of stands still even for statements that pass by the API", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  await issue(shop, order);
  const statements = [
    "update lines set quantity = 2",
    "delete from lines",
    "insert into lines select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'position', 9))).* from lines l",
    "update jobs set title = 'Something else'",
    "update work_orders set customer_id = null",
    "delete from work_orders",
  ];
  for (const text of statements) {
    expect([text, await codeOf(shop.ctx.db.run({ text, values: [] }))]).toEqual([text, "MB002"]);
  }
});

test("last year's invoice downloads byte for byte after a move, a new tax rate and another template text", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const { id } = await invoices.issue(at(shop, "2025-11-03T10:00:00Z"), order.id, {});
  const before = await shop.call(getInvoicePdf, { params: { id } });
  await run(shop.ctx.db, sql`update requisites set legal_name = 'Moved OÜ', street = 'New road 1', accounts = '[]'`);
  await run(shop.ctx.db, sql`update tax_rates set percent = 24, name = 'VAT 24 %'`);
  await run(shop.ctx.db, sql`update settings set language = 'de', invoice_note = 'We have moved', price_mode = 'net'`);
  await run(shop.ctx.db, sql`update customers set last_name = 'Tamm'`);
  const after = await shop.call(getInvoicePdf, { params: { id } });
  expect(Buffer.from(after).equals(Buffer.from(before))).toBe(true);
  expect(await invoices.verify(shop.ctx)).toEqual({ documents: 1, problems: [] });
});

/** Goes round every lock, as somebody with the database's password could. */
async function tamper(shop: Shop, statement: string): Promise<void> {
  await withClient(api.ground.owner, async (client) => {
    await client.query(`set search_path to "tenant_${shop.id}"`);
    for (const table of documents) await client.query(`alter table ${table} disable trigger user`);
    await client.query(statement);
    for (const table of documents) await client.query(`alter table ${table} enable trigger user`);
  });
}

const first = "(select id from invoices order by seq limit 1)";

test.each([
  [
    "a letter of the snapshot",
    `update invoices set snapshot = jsonb_set(snapshot, '{buyer,name}', '"Marika Kasl"') where id = ${first}`,
  ],
  ["a due date", `update invoices set due_on = due_on + 1 where id = ${first}`],
  ["who issued it", `update invoices set created_by = null where id = ${first}`],
  ["the words of a line", `update invoice_lines set description = 'Bulb H8' where invoice_id = ${first}`],
  ["the cost of a line", `update invoice_lines set cost_cents = 1 where invoice_id = ${first}`],
  ["a line that is gone", `delete from invoice_lines where invoice_id = ${first}`],
  ["the reason of a tax", `update invoice_taxes set reason = 'none' where invoice_id = ${first}`],
  [
    "one byte of the PDF",
    `update file_contents set content = set_byte(content, 900, 255 - get_byte(content, 900))
    where sha256 = (select pdf_sha256 from invoices where id = ${first})`,
  ],
  [
    "another PDF",
    `update files set sha256 = (select pdf_sha256 from invoices order by seq desc limit 1)
    where id = (select pdf_file_id from invoices where id = ${first})`,
  ],
])("verification finds %s", async (_, statement) => {
  const shop = await fiscalShop(api);
  const { number } = await paidInvoice(shop);
  await paidInvoice(shop, 1043);
  expect(await invoices.verify(shop.ctx)).toEqual({ documents: 2, problems: [] });
  await tamper(shop, statement);
  const { problems } = await invoices.verify(shop.ctx);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems[0]).toContain(number);
});

test("verification finds that the last invoice was removed without a trace", async () => {
  const shop = await fiscalShop(api);
  await issue(shop, await readyOrder(shop));
  await issue(shop, await readyOrder(shop, { number: 1043 }));
  const last = "(select id from invoices order by seq desc limit 1)";
  for (const table of ["receivables", "invoice_lines", "invoice_taxes"]) {
    await tamper(shop, `delete from ${table} where invoice_id = ${last}`);
  }
  await tamper(shop, `delete from invoices where id = ${last}`);
  expect((await invoices.verify(shop.ctx)).problems).toEqual([
    "The chain should end at document 2, but ends at 1 or with another hash.",
  ]);
});

test("an exchanged PDF is never handed out as the invoice", async () => {
  const shop = await fiscalShop(api);
  const { id } = await issue(shop, await readyOrder(shop));
  await run(shop.ctx.db, sql`update file_contents set content = set_byte(content, 900, 255 - get_byte(content, 900))`);
  await expect(invoices.getPdf(shop.ctx, id)).rejects.toThrow("is not the one that was issued");
});

test("what is open is checked against payments", async () => {
  const shop = await fiscalShop(api);
  const { number } = await paidInvoice(shop);
  await run(shop.ctx.db, sql`update receivables set paid_cents = 2696`);
  expect((await invoices.verify(shop.ctx)).problems).toEqual([
    `What is open on ${number} is not what its payments and credits make it.`,
  ]);
});

test("a skipped number is a gap, unless somebody raised the series, which is on record", async () => {
  const shop = await fiscalShop(api);
  const [series] = (await shop.call(listNumberSeries)).items.filter(({ kind }) => kind === "invoice");
  const body = { version: series?.version as number, next: 500 };
  await shop.call(updateNumberSeries, { params: { id: series?.id as string }, body });
  await issue(shop, await readyOrder(shop));
  expect((await invoices.verify(shop.ctx)).problems).toEqual([]);
  await run(shop.ctx.db, sql`update number_series set next = 502 where kind = 'invoice'`);
  const { number } = await issue(shop, await readyOrder(shop, { number: 1043, jobs: [bulbs] }));
  expect((await invoices.verify(shop.ctx)).problems).toEqual([
    `${number} has the count 502, but the one before it is 500.`,
  ]);
});

test("whoever answers for the books is told when documents do not verify", async () => {
  const quiet = { ...api.ground.log, error: () => undefined };
  const shop = await fiscalShop(api);
  await paidInvoice(shop);
  const told = () =>
    shop.ctx.db.run<{ kind: string }>({ text: "select kind from notifications order by created_at", values: [] });
  await verifyAndTell({ ...shop.ctx, log: quiet }, "2000-01-01");
  expect((await told()).rows).toEqual([]);
  await tamper(shop, "update invoice_lines set description = 'Bulb H8'");
  await verifyAndTell({ ...shop.ctx, log: quiet }, "2000-01-01");
  // Owner and accountant.
  expect((await told()).rows).toEqual([{ kind: "invoices.damaged" }, { kind: "invoices.damaged" }]);
});
