import * as contract from "@mechanicbuddy/contract/parts";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { checkLedger } from "./movements.ts";

let api: TestApi;
let shop: Shop;
let main: string;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
  main = ((await shop.call(contract.listStorages)).items[0] as contract.Storage).id;
});

const add = (body = {}) => shop.call(contract.createPart, { body: { name: "Oil filter", ...body } });
const receive = (partId: string, quantity: string, costCents?: number) =>
  shop.call(contract.receiveStock, { body: { items: [{ partId, quantity, costCents }] } });
const levels = async (id: string) =>
  (await shop.call(contract.getPart, { params: { id } })).stock.map(({ storage, onHand }) => [storage, onHand]);

describe("a delivery", () => {
  test("adds quantity and value in three round trips (lock, write, commit), and the ledger tells where it came from", async () => {
    const supplier = await shop.call(contract.createSupplier, { body: { name: "Inter Cars" } });
    const { id } = await add({ supplierId: supplier.id });
    await receive(id, "10", 500);
    const { status, body, cost } = await shop.answer(contract.receiveStock, {
      body: { supplierDocument: "DN 4711", items: [{ partId: id, quantity: "5", costCents: 650 }] },
    });
    expect(status).toBe(201);
    expect(cost.roundTrips).toBe(3);
    expect(body.items).toMatchObject([{ onHand: "15", valueCents: 8250, averageCostCents: 550 }]);
    expect(body.items[0]?.supplierPrices).toMatchObject([
      { costCents: 650, supplier: "Inter Cars" },
      { costCents: 500 },
    ]);
    const { items } = await shop.call(contract.listStockMoves, { params: { id } });
    expect(items).toMatchObject([
      { kind: "receipt", quantity: "5", valueCents: 3250, reason: "DN 4711", storage: "Main storage", workOrder: null },
      { kind: "receipt", quantity: "10", valueCents: 5000, reason: null },
    ]);
  });

  test("without a price costs what it cost last", async () => {
    const { id } = await add();
    await receive(id, "1", 500);
    expect((await receive(id, "1")).items).toMatchObject([{ valueCents: 1000 }]);
  });

  test("may name a part twice, and every item gets its own move", async () => {
    const { id } = await add();
    const item = { partId: id, quantity: "0.333" };
    const { items } = await shop.call(contract.receiveStock, {
      body: {
        items: [
          { ...item, costCents: 100 },
          { ...item, costCents: 200 },
        ],
      },
    });
    expect(items).toMatchObject([{ onHand: "0.666", valueCents: 100 }]);
  });

  test("of nothing, with too many decimals, of unknown parts or to unknown storages is refused by name", async () => {
    const { id } = await add();
    const tyreChange = await add({ name: "Tyre change", stocked: false });
    const refused = async (item: object) =>
      (
        await shop.refused(contract.receiveStock, {
          body: { items: [{ partId: id, quantity: "1", ...item }] },
        })
      ).errors;
    expect(await refused({ quantity: "0" })).toEqual([{ field: "items.0.quantity", message: "Enter how many." }]);
    expect(await refused({ quantity: "1.2345" })).toEqual([
      { field: "items.0.quantity", message: "Enter how many, with up to 3 decimals." },
    ]);
    expect((await refused({ partId: newId() }))?.[0]?.field).toBe("items.0.partId");
    expect((await refused({ storageId: newId() }))?.[0]?.field).toBe("items.0.storageId");
    expect((await refused({ partId: tyreChange.id }))?.[0]?.message).toContain("keeps no stock");
    const neighbour = await api.newShop();
    const body = { items: [{ partId: id, quantity: "1" }] };
    expect((await neighbour.refused(contract.receiveStock, { body })).code).toBe("invalid");
  });
});

describe("a transfer", () => {
  test("moves quantity and keeps the part's total and value", async () => {
    const { id } = await add();
    await receive(id, "3", 333);
    const shelf = await shop.call(contract.createStorage, { body: { name: "Shelf B" } });
    const { body, cost } = await shop.answer(contract.transferStock, {
      body: { partId: id, fromStorageId: main, toStorageId: shelf.id, quantity: "2" },
    });
    expect(body).toMatchObject({ onHand: "3", valueCents: 999 });
    expect(cost.roundTrips).toBe(3);
    expect(await levels(id)).toEqual([
      ["Main storage", "1"],
      ["Shelf B", "2"],
    ]);
  });

  test("to the same storage or of nothing is refused", async () => {
    const { id } = await add();
    const body = { partId: id, fromStorageId: main, toStorageId: main, quantity: "2" };
    expect((await shop.refused(contract.transferStock, { body })).errors).toEqual([
      { field: "toStorageId", message: "Choose another storage; it is in this one already." },
    ]);
    const shelf = await shop.call(contract.createStorage, { body: { name: "Shelf B" } });
    const none = { ...body, toStorageId: shelf.id, quantity: "0" };
    expect((await shop.refused(contract.transferStock, { body: none })).errors?.[0]?.field).toBe("quantity");
  });

  test("of more than is there asks first and then goes below zero", async () => {
    const { id } = await add();
    const shelf = await shop.call(contract.createStorage, { body: { name: "Shelf B" } });
    const body = { partId: id, fromStorageId: main, toStorageId: shelf.id, quantity: "2" };
    expect(await shop.refused(contract.transferStock, { body })).toMatchObject({
      code: "conflict",
      warnings: [
        { code: "below_zero", message: "Main storage does not hold that many of Oil filter: it would stand at -2." },
      ],
    });
    expect(await levels(id)).toEqual([]);
    await shop.call(contract.transferStock, { body: { ...body, acceptWarnings: ["below_zero"] } });
    expect(await levels(id)).toEqual([
      ["Main storage", "-2"],
      ["Shelf B", "2"],
    ]);
  });
});

describe("a count", () => {
  test("books only what differs, at the average", async () => {
    const [more, less, same] = [await add(), await add({ name: "Belt" }), await add({ name: "Clutch" })];
    for (const part of [more, less, same]) await receive(part.id, "3", 333);
    const startedAt = new Date(api.clock.now().getTime()).toISOString();
    const { body, cost } = await shop.answer(contract.countStock, {
      body: {
        storageId: main,
        startedAt,
        items: [
          { partId: more.id, counted: "4.5" },
          { partId: less.id, counted: "0" },
          { partId: same.id, counted: "3" },
        ],
      },
    });
    expect(body).toEqual({ differences: 2 });
    expect(cost.roundTrips).toBe(3);
    expect(await shop.call(contract.getPart, { params: { id: more.id } })).toMatchObject({
      onHand: "4.5",
      valueCents: 1499,
    });
    expect(await shop.call(contract.getPart, { params: { id: less.id } })).toMatchObject({
      onHand: "0",
      valueCents: 0,
    });
    const { items } = await shop.call(contract.listStockMoves, { params: { id: less.id } });
    expect(items[0]).toMatchObject({ kind: "count", quantity: "-3", reason: "Counted 0, on the books 3" });
  });

  test("begun before the shelf moved shows both numbers and asks", async () => {
    const { id } = await add();
    await receive(id, "11", 500);
    const startedAt = api.clock.now().toISOString();
    api.clock.advance(60_000);
    await receive(id, "2", 500);
    const body = { storageId: main, startedAt, items: [{ partId: id, counted: "10" }] };
    const refused = await shop.refused(contract.countStock, { body });
    expect(refused.warnings).toEqual([
      {
        code: "moved_since_count",
        message:
          "Oil filter moved while it was counted: the books said 11 when you began and say 13 now. Your 10 would be what is there now.",
      },
    ]);
    await shop.call(contract.countStock, { body: { ...body, acceptWarnings: ["moved_since_count"] } });
    expect(await levels(id)).toEqual([["Main storage", "10"]]);
  });

  test("that names a part twice, begins in the future or an unknown storage is refused", async () => {
    const { id } = await add();
    const startedAt = api.clock.now().toISOString();
    const item = { partId: id, counted: "1" };
    const refused = async (body: object) =>
      (
        await shop.refused(contract.countStock, {
          body: { storageId: main, startedAt, items: [item], ...body },
        })
      ).errors?.[0]?.field;
    expect(await refused({ items: [item, item] })).toBe("items.1.partId");
    expect(await refused({ startedAt: "2999-01-01T00:00:00Z" })).toBe("startedAt");
    expect(await refused({ storageId: newId() })).toBe("storageId");
  });
});

test("the nightly check is silent while levels equal the ledger, and alarms when one does not", async () => {
  const { id } = await add();
  await receive(id, "10", 500);
  const alarms: string[] = [];
  const log = { ...shop.ctx.log, error: (_: unknown, message = "") => alarms.push(message) };
  const ctx = { ...shop.ctx, log: log as unknown as typeof shop.ctx.log };
  expect(await checkLedger(ctx)).toBe(0);
  expect(alarms).toEqual([]);
  await run(shop.ctx.db, sql`update stock_levels set on_hand = 9 where part_id = ${id}`);
  expect(await checkLedger(ctx)).toBe(1);
  expect(alarms[0]).toContain(`${id} stands at 9.000, its moves say 10.000`);
});
