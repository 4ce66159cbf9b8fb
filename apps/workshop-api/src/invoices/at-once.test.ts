import { issueInvoice } from "@mechanicbuddy/contract/invoices";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { verify } from "./invoices.ts";
import { bulbs, day, fiscalShop, readyOrder, stockedPart } from "./testing/order.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

const issue = (shop: Shop, order: { id: string }, body: object = {}) =>
  shop.answer(issueInvoice, { params: { id: order.id }, body });
const filter = (partId: string) => ({
  title: "Filter",
  lines: [{ description: "Oil filter", unitPriceCents: 1335, partId }],
});

/** Everything an issue that failed may not have left behind. */
const traces = (shop: Shop) =>
  one(
    shop.ctx.db,
    sql`select (select count(*)::int from invoices) as invoices, (select count(*)::int from files) as files,
      (select count(*)::int from stock_moves where kind = 'issue') as moves,
      (select trim_scale(on_hand)::text from part_stock) as "onHand",
      (select next from number_series where kind = 'invoice') as next,
      (select next from number_series where kind = 'receipt') as receipt,
      (select seq from chain_heads where name = 'invoices') as seq,
      (select count(*)::int from receivables) as receivables, (select count(*)::int from messages) as messages,
      (select count(*)::int from search_entries where kind = 'invoice') as found,
      (select count(*)::int from work_orders where stage = 'invoiced') as invoiced`,
  );

test("twenty invoices in the same second, one failing: nineteen consecutive numbers and no trace of the twentieth", async () => {
  const shop = await fiscalShop(api);
  const partId = await stockedPart(shop, 100);
  const orders = [];
  for (let n = 0; n < 20; n++) {
    orders.push(
      await readyOrder(shop, { number: 1042 + n, jobs: [filter(partId)], customer: { lastName: `Kask ${n}` } }),
    );
  }
  // The mail is written last, so this one fails with number, rows and stock moves already made.
  const wrong = { send: { to: ["marika@example.com"], message: "Dear {{custmerName}}" } };
  const answers = await Promise.all(orders.map((order, n) => issue(shop, order, n === 7 ? wrong : {})));
  expect(answers.map(({ status }) => status)).toEqual(orders.map((_, n) => (n === 7 ? 422 : 201)));

  const year = day(api).slice(0, 4);
  const numbers = answers.filter(({ status }) => status === 201).map(({ body }) => body.number);
  const expected = Array.from({ length: 19 }, (_, n) => `${year}-${String(n + 1).padStart(5, "0")}`);
  expect(numbers.sort()).toEqual(expected);
  expect(await traces(shop)).toEqual({
    invoices: 19,
    files: 19,
    moves: 19,
    onHand: "81",
    next: 20,
    receipt: 1,
    seq: 19,
    receivables: 19,
    messages: 0,
    found: 19,
    invoiced: 19,
  });
  const [failed] = await rows(
    shop.ctx.db,
    sql`select o.stage, l.part_status, l.cost_cents from work_orders o join jobs j on j.work_order_id = o.id
      join lines l on l.job_id = j.id where o.number = 1049`,
  );
  expect(failed).toEqual({ stage: "order", part_status: "needed", cost_cents: null });
  expect(await verify(shop.ctx)).toEqual({ documents: 19, problems: [] });
}, 60_000);

test("two clerks who invoice the same order get one invoice and one refusal", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const answers = await Promise.all([issue(shop, order), issue(shop, order)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await traces(shop)) as object).toMatchObject({ invoices: 1, next: 2, seq: 1 });
});

test("a server that dies in the middle of issuing leaves no half invoice", async () => {
  const shop = await fiscalShop(api);
  const partId = await stockedPart(shop, 5);
  const order = await readyOrder(shop, { jobs: [bulbs, filter(partId)] });
  const before = await traces(shop);
  await withClient(api.ground.owner, async (client) => {
    // Whoever issues waits here, its number taken and its parts off the shelf.
    await client.query("begin");
    await client.query(`select from "tenant_${shop.id}".chain_heads where name = 'invoices' for update`);
    const issuing = issue(shop, order);
    const { pid } = await vi.waitFor(
      () =>
        one<{ pid: number }>(
          shop.ctx.db,
          sql`select pid from pg_stat_activity where usename = current_user and wait_event_type = 'Lock'
            and query like '%chain_heads%'`,
        ),
      { timeout: 10_000 },
    );
    await run(shop.ctx.db, sql`select pg_terminate_backend(${pid})`);
    expect((await issuing).status).toBe(503);
    await client.query("rollback");
  });
  expect(await traces(shop)).toEqual(before);
  const { status, body } = await issue(shop, order);
  expect([status, body.number]).toEqual([201, `${day(api).slice(0, 4)}-00001`]);
  expect(await verify(shop.ctx)).toEqual({ documents: 1, problems: [] });
});
