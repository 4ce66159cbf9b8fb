import { listAudit } from "@mechanicbuddy/contract/audit";
import { getCustomer } from "@mechanicbuddy/contract/customers";
import { getInvoice } from "@mechanicbuddy/contract/invoices";
import { eraseCustomer } from "@mechanicbuddy/contract/privacy";
import { searchAll } from "@mechanicbuddy/contract/search";
import { addJob } from "@mechanicbuddy/contract/work-orders";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import * as invoices from "./invoices.ts";
import { purge } from "./purging.ts";
import { at, fiscalShop, methodOf, readyOrder } from "./testing/order.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});
beforeEach(async () => {
  shop = await fiscalShop(api);
});

const LONG_AGO = "2014-05-02T09:00:00Z";
const RECENTLY = "2024-05-02T09:00:00Z";

/** An order invoiced at a moment, and paid at once unless it is said not to be. */
async function invoiced(moment: string, number: number, paid = true) {
  const order = await readyOrder(shop, { number });
  const payment = paid ? { methodId: await methodOf(shop, "card"), amountCents: 2697 } : undefined;
  const invoice = await invoices.issue(at(shop, moment), order.id, { payment });
  return { order, invoice };
}

const remaining = async () =>
  (await rows<{ number: string }>(shop.ctx.db, sql`select number from invoices order by seq`)).map(
    ({ number }) => number,
  );
/** Tables that hold a word anywhere. */
const tablesWith = (word: string) =>
  withClient(api.ground.owner, async (client) => {
    const schema = `tenant_${shop.id}`;
    const tables = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = $1 order by 1",
      [schema],
    );
    const found: string[] = [];
    for (const { name } of tables.rows) {
      const hit = await client.query(`select from "${schema}".${name} t where t::text ilike $1 limit 1`, [`%${word}%`]);
      if (hit.rowCount !== 0) found.push(name);
    }
    return found;
  });

test("documents whose ten years are over go with their payments; number, date and hash stay, and everything verifies", async () => {
  const old = await invoiced(LONG_AGO, 1042);
  const young = await invoiced(RECENTLY, 1043);
  await purge(shop.ctx);
  expect(await remaining()).toEqual([young.invoice.number]);
  expect((await shop.refused(getInvoice, { params: { id: old.invoice.id } })).code).toBe("not_found");
  expect(
    await rows(shop.ctx.db, sql`select number, issue_on, octet_length(hash) as hash from purged_documents`),
  ).toEqual([{ number: old.invoice.number, issue_on: "2014-05-02", hash: 32 }]);
  expect(await rows(shop.ctx.db, sql`select from payments`)).toHaveLength(1);
  expect(await invoices.verify(shop.ctx)).toEqual({ documents: 2, problems: [] });
  const { items } = await shop.call(listAudit, { query: { action: "invoice.purge" } });
  expect(items[0]).toMatchObject({ actorKind: "task", after: { number: old.invoice.number } });
});

test("a forgotten person stands on documents until their years are over, then nowhere", async () => {
  const order = await readyOrder(shop, { customer: { lastName: "Quillfeather" } });
  const id = order.customerId ?? "";
  const { number } = await invoices.issue(at(shop, LONG_AGO), order.id, {
    payment: { methodId: await methodOf(shop, "card"), amountCents: 2697 },
  });
  const { version } = await shop.call(getCustomer, { params: { id } });
  await shop.call(eraseCustomer, { params: { id }, body: { version } });
  expect(await tablesWith("Quillfeather")).toEqual(["invoices"]);
  await purge(shop.ctx);
  expect(await tablesWith("Quillfeather")).toEqual([]);
  expect(await remaining()).toEqual([]);
  const hits = (await shop.call(searchAll, { query: { q: number } })).items;
  expect(hits.filter(({ kind }) => kind === "invoice")).toEqual([]);
});

test("what is still open waits, however old it is", async () => {
  const { invoice } = await invoiced(LONG_AGO, 1042, false);
  await purge(shop.ctx);
  expect(await remaining()).toEqual([invoice.number]);
});

test("an old invoice paid by money that is also on a younger one waits for it", async () => {
  const old = await invoiced(LONG_AGO, 1042, false);
  const young = await invoiced(RECENTLY, 1043, false);
  await run(
    shop.ctx.db,
    sql`with p as (insert into payments (id, number, direction, method_id, amount_cents, received_on)
        values (gen_random_uuid(), 'R77', 'in', ${await methodOf(shop, "card")}, 5394, '2014-06-01') returning id)
      insert into payment_allocations (id, payment_id, invoice_id, amount_cents)
      select gen_random_uuid(), p.id, i.id, 2697 from p, invoices i`,
  );
  await run(shop.ctx.db, sql`update receivables set paid_cents = 2697`);
  await purge(shop.ctx);
  expect(await remaining()).toEqual([old.invoice.number, young.invoice.number]);
});

test("the order of a removed invoice can neither be changed nor invoiced again", async () => {
  const { order } = await invoiced(LONG_AGO, 1042);
  await purge(shop.ctx);
  const refused = await shop.refused(addJob, { params: { id: order.id }, body: { title: "One more" } });
  expect(refused.code).toBe("locked");
});

test("a workshop that keeps documents longer keeps them, and nobody's calendar runs ahead of the database's", async () => {
  const { invoice } = await invoiced(LONG_AGO, 1042);
  const young = await invoiced(RECENTLY, 1043);
  await run(shop.ctx.db, sql`update settings set retention_years = 30`);
  await purge(shop.ctx);
  expect(await remaining()).toEqual([invoice.number, young.invoice.number]);
  await run(shop.ctx.db, sql`update settings set retention_years = 10`);
  await purge({ ...shop.ctx, now: () => new Date("2199-01-01T00:00:00Z") });
  expect(await remaining()).toEqual([young.invoice.number]);
});
