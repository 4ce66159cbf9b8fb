import { scaledInteger } from "@mechanicbuddy/contract/decimal";
import * as contract from "@mechanicbuddy/contract/parts";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { checkLedger } from "./movements.ts";
import { issue, reserve, takeBack } from "./parts.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const add = async (body = {}) => (await shop.call(contract.createPart, { body: { name: "Oil filter", ...body } })).id;
const receive = (partId: string, quantity: string, costCents: number) =>
  shop.call(contract.receiveStock, { body: { items: [{ partId, quantity, costCents }] } });
const stockOf = async (id: string) => {
  const { onHand, reserved, available, valueCents } = await shop.call(contract.getPart, { params: { id } });
  return { onHand, reserved, available, valueCents };
};

/** A line of an order for the part, as the ledger needs one to point at. */
async function newLine(partId: string, number = 1042): Promise<string> {
  const [order, job, line] = [newId(), newId(), newId()];
  await run(
    shop.ctx.db,
    sql`with o as (
        insert into work_orders (id, number, location_id, source, price_mode, currency, board_status_id)
        select ${order}, ${number}, l.id, 'counter', 'gross', 'EUR', b.id
        from locations l, (select id from board_statuses order by position limit 1) b returning id
      ), j as (
        insert into jobs (id, work_order_id, position, title, content_hash)
        select ${job}, o.id, 1, 'Service', decode(repeat('00', 32), 'hex') from o returning id
      )
      insert into lines (id, job_id, position, kind, description, quantity, unit, unit_price_cents, tax_rate_id, part_id, part_status)
      select ${line}, j.id, 1, 'part', 'Oil filter', 4, 'C62', 1335, (select id from tax_rates limit 1), ${partId}, 'needed'
      from j`,
  );
  return line;
}

test("fifteen filters worth 82.50, four go out for 22.00 and come back: the ledger explains every step", async () => {
  const partId = await add();
  await receive(partId, "10", 500);
  await receive(partId, "5", 650);
  const lineId = await newLine(partId);
  expect(await issue(shop.ctx, { partId, quantity: "4", lineId })).toEqual({ costCents: 2200, booked: true });
  expect(await stockOf(partId)).toMatchObject({ onHand: "11", valueCents: 6050 });
  expect(await takeBack(shop.ctx, { partId, quantity: "4", lineId })).toEqual({ costCents: 2200, booked: true });
  expect(await stockOf(partId)).toMatchObject({ onHand: "15", valueCents: 8250 });
  const { items } = await shop.call(contract.listStockMoves, { params: { id: partId } });
  expect(
    items.map(({ kind, quantity, valueCents, workOrder }) => [kind, quantity, valueCents, workOrder?.number]),
  ).toEqual([
    ["return", "4", 2200, 1042],
    ["issue", "-4", -2200, 1042],
    ["receipt", "5", 3250, undefined],
    ["receipt", "10", 5000, undefined],
  ]);
});

test("what comes back bit by bit brings exactly what its issue took", async () => {
  const partId = await add();
  await receive(partId, "3", 333);
  await receive(partId, "1", 1);
  const lineId = await newLine(partId);
  expect((await issue(shop.ctx, { partId, quantity: "3", lineId })).costCents).toBe(750);
  await receive(partId, "7", 900);
  const back = [];
  for (let n = 0; n < 3; n++) back.push((await takeBack(shop.ctx, { partId, quantity: "1", lineId })).costCents);
  expect(back).toEqual([250, 250, 250]);
  const given = await takeBack(shop.ctx, { partId, quantity: "1", lineId, costCents: 77 });
  expect(given.costCents).toBe(77);
});

test("more than is there can go out: the caller is warned and the next delivery books the difference", async () => {
  const partId = await add();
  await receive(partId, "1", 500);
  const lineId = await newLine(partId);
  const taken = await issue(shop.ctx, { partId, quantity: "3", lineId });
  expect(taken).toMatchObject({
    costCents: 1500,
    warning: {
      code: "below_zero",
      message: "Main storage does not hold that many of Oil filter: it would stand at -2.",
    },
  });
  await receive(partId, "5", 650);
  expect(await stockOf(partId)).toMatchObject({ onHand: "3", valueCents: 1950 });
  const { items } = await shop.call(contract.listStockMoves, { params: { id: partId } });
  expect(items.map((move) => move.kind).sort()).toEqual(["issue", "receipt", "receipt", "revaluation"]);
  expect(items.find((move) => move.kind === "revaluation")).toMatchObject({ quantity: "0", valueCents: -300 });
});

test("an old part handed in comes in at the average and can go out again", async () => {
  const partId = await add();
  await receive(partId, "2", 500);
  const lineId = await newLine(partId);
  expect((await issue(shop.ctx, { partId, quantity: "-1", lineId })).costCents).toBe(-500);
  expect(await stockOf(partId)).toMatchObject({ onHand: "3", valueCents: 1500 });
  expect((await takeBack(shop.ctx, { partId, quantity: "-1", lineId })).costCents).toBe(-500);
  expect(await stockOf(partId)).toMatchObject({ onHand: "2", valueCents: 1000 });
});

test("a part that keeps no stock is neither held nor booked; it costs what its supplier charges", async () => {
  const partId = await add({ stocked: false });
  const supplier = await shop.call(contract.createSupplier, { body: { name: "Inter Cars" } });
  const price = { supplierId: supplier.id, costCents: 5000, pack: "10" };
  await shop.call(contract.addSupplierPrice, { params: { id: partId }, body: price });
  const lineId = await newLine(partId);
  await reserve(shop.ctx, { partId, quantity: "4" });
  expect(await issue(shop.ctx, { partId, quantity: "4", lineId })).toEqual({ costCents: 2000, booked: false });
  expect(await takeBack(shop.ctx, { partId, quantity: "4", lineId })).toEqual({ costCents: 2000, booked: false });
  expect(await stockOf(partId)).toEqual({ onHand: "0", reserved: "0", available: "0", valueCents: 0 });
});

test("what is held for an order is not available to the next, until it is released", async () => {
  const partId = await add();
  await receive(partId, "10", 500);
  await reserve(shop.ctx, { partId, quantity: "4.5" });
  expect(await stockOf(partId)).toMatchObject({ onHand: "10", reserved: "4.5", available: "5.5" });
  await reserve(shop.ctx, { partId, quantity: "-1.5" });
  expect(await stockOf(partId)).toMatchObject({ reserved: "3", available: "7" });
  await reserve(shop.ctx, { partId, quantity: "-5" });
  const part = await shop.call(contract.getPart, { params: { id: partId } });
  expect(part).toMatchObject({ reserved: "0", stock: [{ onHand: "10", reserved: "0" }] });
});

test("issuing takes two round trips inside its order's transaction", async () => {
  const partId = await add();
  const lineId = await newLine(partId);
  await inTransaction(shop.ctx, async (ctx) => {
    const before = ctx.cost.roundTrips;
    await issue(ctx, { partId, quantity: "1", lineId });
    expect(ctx.cost.roundTrips - before).toBeLessThanOrEqual(2);
  });
});

test("two people who take the same part at once wait for each other: nothing is lost", async () => {
  const partId = await add();
  await receive(partId, "20", 333);
  const lineId = await newLine(partId);
  const taken = await Promise.all(
    Array.from({ length: 12 }, () => issue(shop.ctx, { partId, quantity: "1.5", lineId })),
  );
  const cost = taken.reduce((sum, one) => sum + one.costCents, 0);
  expect(await stockOf(partId)).toMatchObject({ onHand: "2", valueCents: 6660 - cost });
  expect(await checkLedger(shop.ctx)).toBe(0);
});

test("two deliveries of the same parts in another order never block each other for good", async () => {
  const [a, b] = [await add(), await add({ name: "Belt" })];
  const deliver = (ids: string[]) =>
    shop.call(contract.receiveStock, {
      body: { items: ids.map((partId) => ({ partId, quantity: "1", costCents: 100 })) },
    });
  await Promise.all(Array.from({ length: 10 }, (_, n) => deliver(n % 2 === 0 ? [a, b] : [b, a])));
  expect(await stockOf(a)).toMatchObject({ onHand: "10", valueCents: 1000 });
  expect(await stockOf(b)).toMatchObject({ onHand: "10", valueCents: 1000 });
});

test("whatever is moved, moves add up to levels and value, and an empty shelf is worth exactly zero", async () => {
  const main = ((await shop.call(contract.listStorages)).items[0] as contract.Storage).id;
  const shelf = (await shop.call(contract.createStorage, { body: { name: "Shelf B" } })).id;
  let number = 1;
  const thousandths = fc.integer({ min: 1, max: 9000 }).map((n) => String(n / 1000));
  const step = fc.record({
    what: fc.constantFrom("receive", "issue", "return", "transfer", "count", "empty"),
    quantity: thousandths,
    cents: fc.integer({ min: 0, max: 9999 }),
    storageId: fc.constantFrom(main, shelf),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const partId = await add({ name: `Part ${number}` });
      const lineId = await newLine(partId, number++);
      const acceptWarnings = ["below_zero", "moved_since_count"];
      for (const { what, quantity, cents, storageId } of steps) {
        if (what === "receive") {
          const items = [{ partId, storageId, quantity, costCents: cents }];
          await shop.call(contract.receiveStock, { body: { items } });
        } else if (what === "issue") await issue(shop.ctx, { partId, storageId, quantity, lineId });
        else if (what === "return") await takeBack(shop.ctx, { partId, storageId, quantity, lineId, costCents: cents });
        else if (what === "transfer") {
          const body = { partId, fromStorageId: main, toStorageId: shelf, quantity, acceptWarnings };
          await shop.call(contract.transferStock, { body });
        } else {
          const counted = what === "empty" ? "0" : quantity;
          const body = { storageId, startedAt: api.clock.now().toISOString(), acceptWarnings };
          await shop.call(contract.countStock, { body: { ...body, items: [{ partId, counted }] } });
        }
        const { onHand, valueCents = 0 } = await stockOf(partId);
        const there = scaledInteger(onHand, 3, "onHand");
        if (there === 0n) expect(valueCents).toBe(0);
        if (there > 0n) expect(valueCents).toBeGreaterThanOrEqual(0);
        if (there < 0n) expect(valueCents).toBeLessThanOrEqual(0);
      }
      expect(await checkLedger(shop.ctx)).toBe(0);
      const sums = await one<{ quantity: string; level: string }>(
        shop.ctx.db,
        sql`select (select sum(quantity) from stock_moves where part_id = ${partId})::text as quantity,
          (select sum(on_hand) from stock_levels where part_id = ${partId})::text as level`,
      );
      expect(Number(sums.quantity)).toBe(Number(sums.level));
    }),
    { numRuns: 15 },
  );
}, 60_000);
