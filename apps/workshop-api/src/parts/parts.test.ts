import * as contract from "@mechanicbuddy/contract/parts";
import { searchAll } from "@mechanicbuddy/contract/search";
import { listTaxRates } from "@mechanicbuddy/contract/settings";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const filter = { code: "HU6013Z", name: "Oil filter", brand: "Mann", salePriceCents: 1335 };
const add = (body: object = filter) => shop.call(contract.createPart, { body: body as typeof filter });
const receive = (partId: string, quantity: string, costCents?: number) =>
  shop.call(contract.receiveStock, { body: { items: [{ partId, quantity, costCents }] } });

describe("a part", () => {
  test("is added in three round trips (look, write, commit) and read in one", async () => {
    const { status, body, cost } = await shop.answer(contract.createPart, { body: filter });
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...filter, unit: "C62", priceMode: "gross", onHand: "0", available: "0", stock: [] });
    expect(cost.roundTrips).toBe(3);
    const read = await shop.answer(contract.getPart, { params: { id: body.id } });
    expect(read.body).toEqual(body);
    expect(read.cost).toMatchObject({ statements: 2, roundTrips: 1 });
  });

  test("known by its code alone is called by it; without name and code it is refused", async () => {
    expect(await add({ code: "5W30-LL" })).toMatchObject({ code: "5W30-LL", name: "5W30-LL" });
    const refused = await shop.refused(contract.createPart, { body: { brand: "Mann" } });
    expect(refused.errors).toEqual([{ field: "name", message: "Enter a name or a code." }]);
  });

  test("cannot take the code of another part, whatever its case: the other one is named and linked", async () => {
    const { id } = await add();
    const refused = await shop.refused(contract.createPart, { body: { name: "Filter", code: "hu6013z" } });
    expect(refused).toMatchObject({
      code: "invalid",
      errors: [{ field: "code", message: "hu6013z is the code of Oil filter (HU6013Z)." }],
      usedIn: [{ kind: "part", id, label: "Oil filter (HU6013Z)" }],
    });
    const other = await add({ name: "Filter" });
    const body = { version: other.version, code: "HU6013Z" };
    expect((await shop.refused(contract.updatePart, { params: { id: other.id }, body })).code).toBe("invalid");
  });

  test("is found by barcode or code, and a barcode belongs to one part", async () => {
    const { id } = await add({ ...filter, barcodes: ["4009026824030", "4009026824030"] });
    const byBarcode = await shop.answer(contract.getPartByBarcode, { params: { code: "4009026824030" } });
    expect(byBarcode.body).toMatchObject({ id, barcodes: ["4009026824030"] });
    expect(byBarcode.cost.roundTrips).toBe(1);
    expect((await shop.call(contract.getPartByBarcode, { params: { code: "hu6013z" } })).id).toBe(id);
    expect((await shop.refused(contract.getPartByBarcode, { params: { code: "unknown" } })).code).toBe("not_found");
    const refused = await shop.refused(contract.createPart, {
      body: { name: "Other", barcodes: ["1", "4009026824030"] },
    });
    expect(refused.errors).toEqual([
      { field: "barcodes.1", message: "4009026824030 is the barcode of Oil filter (HU6013Z)." },
    ]);
  });

  test("of a neighbour is not found, and its code is free here", async () => {
    const { id } = await add();
    const neighbour = await api.newShop();
    expect((await neighbour.refused(contract.getPart, { params: { id } })).code).toBe("not_found");
    expect((await neighbour.answer(contract.createPart, { body: filter })).status).toBe(201);
  });

  test("changes only what was sent; whoever works on an old version sees what it is now", async () => {
    const { id, version } = await add({ ...filter, barcodes: ["1", "2"] });
    const changed = await shop.call(contract.updatePart, {
      params: { id },
      body: { version, note: "behind the cover", barcodes: ["2", "3"] },
    });
    expect(changed).toMatchObject({ ...filter, note: "behind the cover", barcodes: ["2", "3"], version: version + 1 });
    const stale = await shop.refused(contract.updatePart, { params: { id }, body: { version, name: "Filter" } });
    expect(stale).toMatchObject({ code: "conflict", current: { id, note: "behind the cover" } });
  });

  test("keeps the mode its price was typed in when the workshop changes its own", async () => {
    const { id, version } = await add();
    await run(shop.ctx.db, sql`update settings set price_mode = 'net'`);
    const body = { version, salePriceCents: 1400 };
    expect(await shop.call(contract.updatePart, { params: { id }, body })).toMatchObject({ priceMode: "gross" });
    expect(await add({ name: "Belt", salePriceCents: 1000 })).toMatchObject({ priceMode: "net" });
    const { items } = await shop.call(contract.listParts);
    expect(items.map((part) => [part.name, part.salePriceCents])).toEqual([
      ["Belt", 1000],
      ["Oil filter", 1129],
    ]);
  });

  test("refuses what is not there and reorder levels that contradict each other", async () => {
    const id = newId();
    const refused = await shop.refused(contract.createPart, {
      body: { name: "Belt", taxRateId: id, supplierId: id, storageId: id, reorderPoint: "4", reorderTo: "2" },
    });
    expect(refused.errors?.map((error) => error.field).sort()).toEqual([
      "reorderTo",
      "storageId",
      "supplierId",
      "taxRateId",
    ]);
    const body = { name: "Belt", reorderPoint: "-1" };
    expect((await shop.refused(contract.createPart, { body })).detail).toBe("Enter 0 or more.");
  });

  test("that nothing refers to can be deleted; one with a ledger is archived instead and leaves the list", async () => {
    const unused = await add({ name: "Typo" });
    await shop.call(contract.deletePart, { params: { id: unused.id } });
    const { id, version } = await add();
    await receive(id, "1", 500);
    expect(await shop.refused(contract.deletePart, { params: { id } })).toMatchObject({
      code: "in_use",
      usedIn: [{ kind: "part", id, label: "Its ledger of stock" }],
    });
    await shop.call(contract.updatePart, { params: { id }, body: { version, archived: true } });
    expect((await shop.call(contract.listParts)).items).toEqual([]);
    expect((await shop.call(contract.listParts, { query: { archived: true } })).items).toHaveLength(1);
  });

  test("is found by the search over everything and by the list's own box", async () => {
    const { id } = await add({ ...filter, oemNumbers: ["04E 115 561 H"] });
    await add({ name: "Belt" });
    expect((await shop.call(searchAll, { query: { q: "hu60" } })).items).toMatchObject([{ kind: "part", id }]);
    for (const q of ["filter", "04e115561", "mann oil"]) {
      expect((await shop.call(contract.listParts, { query: { q } })).items.map((part) => part.id)).toEqual([id]);
    }
  });

  test("notes what suppliers charge, newest first", async () => {
    const { id } = await add();
    const supplier = await shop.call(contract.createSupplier, { body: { name: "Inter Cars" } });
    const price = { supplierId: supplier.id, supplierCode: "IC-1", costCents: 5000, pack: "10", seenOn: "2026-01-02" };
    await shop.call(contract.addSupplierPrice, { params: { id }, body: price });
    const body = { supplierId: supplier.id, costCents: 600, seenOn: "2026-02-02" };
    const part = await shop.call(contract.addSupplierPrice, { params: { id }, body });
    expect(part.supplierPrices).toMatchObject([
      { costCents: 600, pack: "1" },
      { ...price, supplier: "Inter Cars" },
    ]);
    const none = { ...body, pack: "0" };
    expect((await shop.refused(contract.addSupplierPrice, { params: { id }, body: none })).errors?.[0]?.field).toBe(
      "pack",
    );
  });
});

describe("the list", () => {
  test("goes page by page in the order of names, in one round trip however many rows", async () => {
    for (const name of ["Belt", "Axle", "Clutch"]) await add({ name });
    const first = await shop.answer(contract.listParts, { query: { limit: 2, total: true } });
    expect(first.body.items.map((part) => part.name)).toEqual(["Axle", "Belt"]);
    expect(first.body.total).toBe(3);
    expect(first.cost.roundTrips).toBe(1);
    const next = await shop.call(contract.listParts, { query: { limit: 2, cursor: first.body.nextCursor ?? "" } });
    expect(next).toMatchObject({ items: [{ name: "Clutch" }], nextCursor: null });
  });

  test("shows stock, price and margin; mechanics see neither price nor margin, and readers no margin", async () => {
    const { id } = await add({ ...filter, salePriceCents: 1240 });
    await receive(id, "10", 550);
    const { items } = await shop.call(contract.listParts);
    expect(items).toMatchObject([
      {
        onHand: "10",
        reserved: "0",
        available: "10",
        storage: "Main storage",
        salePriceCents: 1240,
        marginPercent: 45,
      },
    ]);
    const asMechanic = await shop.call(contract.listParts, {}, { as: "mechanic" });
    expect(asMechanic.items[0]).not.toHaveProperty("salePriceCents");
    expect(asMechanic.items[0]).not.toHaveProperty("marginPercent");
    const asReader = await shop.call(contract.listParts, {}, { as: "readonly" });
    expect(asReader.items[0]).toHaveProperty("salePriceCents", 1240);
    expect(asReader.items[0]).not.toHaveProperty("marginPercent");
  });

  test("knows what is below its reorder point, and so does the dashboard", async () => {
    const low = await add({ ...filter, reorderPoint: "5", reorderTo: "20" });
    const enough = await add({ name: "Belt", reorderPoint: "2" });
    await receive(low.id, "4");
    await receive(enough.id, "2");
    const { items } = await shop.call(contract.listLowStock);
    expect(items.map((part) => part.id)).toEqual([low.id]);
    expect((await shop.call(contract.listParts, { query: { low: true } })).items).toEqual(items);
    const fine = (await shop.call(contract.listParts, { query: { low: false } })).items;
    expect(fine.map((part) => [part.id, part.belowReorder])).toEqual([[enough.id, false]]);
  });

  test("can be narrowed to one storage", async () => {
    const shelf = await shop.call(contract.createStorage, { body: { name: "Shelf B" } });
    const { id } = await add({ ...filter, storageId: shelf.id });
    await add({ name: "Belt" });
    const { items } = await shop.call(contract.listParts, { query: { storageId: shelf.id } });
    expect(items).toMatchObject([{ id, storage: "Shelf B" }]);
  });
});

test("cost, value and supplier prices of a part are there only for who may see costs", async () => {
  const { id } = await add();
  await receive(id, "10", 550);
  const owner = await shop.call(contract.getPart, { params: { id } });
  expect(owner).toMatchObject({ averageCostCents: 550, valueCents: 5500, marginPercent: 48.93, supplierPrices: [] });
  const reader = await shop.call(contract.getPart, { params: { id } }, { as: "readonly" });
  for (const field of [
    "averageCostCents",
    "valueCents",
    "marginPercent",
    "supplierPrices",
    "taxPercent",
    "unitCostCents",
  ]) {
    expect(reader).not.toHaveProperty(field);
  }
  const mechanic = await shop.call(contract.getPart, { params: { id } }, { as: "mechanic" });
  expect(mechanic).not.toHaveProperty("salePriceCents");
  const moves = await shop.call(contract.listStockMoves, { params: { id } }, { as: "mechanic" });
  expect(moves.items[0]).not.toHaveProperty("valueCents");
});

test("a price follows its tax rate when a new percentage begins under the same code", async () => {
  const { items } = await shop.call(listTaxRates);
  const rate = items.find((one) => one.code === "24");
  const { id } = await add({ ...filter, salePriceCents: 1300, taxRateId: rate?.id });
  await receive(id, "1", 500);
  await run(
    shop.ctx.db,
    sql`with ended as (update tax_rates set valid_until_on = current_date - 1, is_default = false where id = ${rate?.id})
      insert into tax_rates (id, code, name, percent, category, valid_from_on, is_default)
      values (${newId()}, '24', 'VAT 30 %', 30, 'S', current_date, true)`,
  );
  expect((await shop.call(contract.getPart, { params: { id } })).marginPercent).toBe(50);
});

describe("a storage", () => {
  test("has a name of its own and keeps its stale writers apart", async () => {
    const { id, version } = await shop.call(contract.createStorage, { body: { name: "Shelf B" } });
    const twice = await shop.refused(contract.createStorage, { body: { name: "Shelf B" } });
    expect(twice.errors).toEqual([{ field: "name", message: "Another storage has this name." }]);
    const body = { version, name: "Main storage" };
    expect((await shop.refused(contract.updateStorage, { params: { id }, body })).code).toBe("invalid");
    await shop.call(contract.updateStorage, { params: { id }, body: { version, name: "Shelf C" } });
    const stale = await shop.refused(contract.updateStorage, { params: { id }, body: { version, name: "Shelf D" } });
    expect(stale).toMatchObject({ code: "conflict", current: { name: "Shelf C" } });
    await shop.call(contract.deleteStorage, { params: { id } });
    expect((await shop.refused(contract.getStorage, { params: { id } })).code).toBe("not_found");
  });

  test("that holds something can be neither archived nor deleted, nor can the last one", async () => {
    const [main] = (await shop.call(contract.listStorages)).items;
    const { id, version } = main as contract.Storage;
    expect((await shop.refused(contract.deleteStorage, { params: { id } })).detail).toContain("last storage");
    await shop.call(contract.createStorage, { body: { name: "Shelf B" } });
    const part = await add();
    await receive(part.id, "1");
    const refused = await shop.refused(contract.updateStorage, { params: { id }, body: { version, archived: true } });
    expect(refused).toMatchObject({ code: "in_use", usedIn: [{ kind: "part", id: part.id, label: "Oil filter" }] });
    expect((await shop.refused(contract.deleteStorage, { params: { id } })).code).toBe("in_use");
  });
});

test("a supplier is added, changed, archived, and deleted only when nothing names it", async () => {
  const { id, version } = await shop.call(contract.createSupplier, { body: { name: "Inter Cars", leadDays: 2 } });
  const body = { version, phone: "+372 600 0000" };
  const changed = await shop.call(contract.updateSupplier, { params: { id }, body });
  expect(changed).toMatchObject({ name: "Inter Cars", leadDays: 2, phone: "+372 600 0000" });
  expect((await shop.refused(contract.updateSupplier, { params: { id }, body })).code).toBe("conflict");
  const part = await add({ ...filter, supplierId: id });
  expect(await shop.refused(contract.deleteSupplier, { params: { id } })).toMatchObject({
    code: "in_use",
    usedIn: [{ kind: "part", id: part.id }],
  });
  const archive = { version: changed.version, archived: true };
  expect((await shop.call(contract.updateSupplier, { params: { id }, body: archive })).archivedAt).not.toBeNull();
  const other = await shop.call(contract.createSupplier, { body: { name: "Typo" } });
  await shop.call(contract.deleteSupplier, { params: { id: other.id } });
  expect((await shop.call(contract.listSuppliers)).items.map((one) => one.name)).toEqual(["Inter Cars"]);
});

test("every change of a part is in the audit log with what it was before", async () => {
  const { id, version } = await add();
  await shop.call(contract.updatePart, { params: { id }, body: { version, salePriceCents: 1500 } });
  const entry = await one<{ before: object; after: object }>(
    shop.ctx.db,
    sql`select before, after from audit_entries where entity_id = ${id} and action = 'part.update'`,
  );
  expect(entry).toEqual({ before: { salePriceCents: 1335 }, after: { salePriceCents: 1500 } });
});
