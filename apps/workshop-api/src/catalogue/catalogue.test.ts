import * as contract from "@mechanicbuddy/contract/catalogue";
import { createPart, updatePart } from "@mechanicbuddy/contract/parts";
import { documentTotals, lineAmounts } from "@mechanicbuddy/contract/totals";
import { createVehicle } from "@mechanicbuddy/contract/vehicles";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import * as catalogue from "./catalogue.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const addPart = (body: object = {}) =>
  shop.call(createPart, { body: { name: "Oil filter", code: "HU6013Z", salePriceCents: 1335, ...body } });
const labour = { kind: "labour", description: "Change oil", quantity: "1.5", unit: "HUR" } as const;
const filterOf = (partId: string) =>
  ({ kind: "part", description: "Oil filter", quantity: "1", unit: "C62", partId }) as const;
const oil = { kind: "part", description: "Engine oil", quantity: "4.5", unit: "LTR", unitPriceCents: 1290 } as const;
const service = { code: "OIL", title: "Oil service", category: "Service" };
const addJob = (body: object) =>
  shop.call(contract.createCannedJob, { body: { ...service, lines: [labour], ...body } });
const terms = { priceMode: "gross", discountPercent: 0 } as const;
const sum = (lines: readonly catalogue.NewLine[]) =>
  lines.reduce((total, line) => total + lineAmounts(line).totalCents, 0);

async function taxRateId(code: string): Promise<string> {
  return (await one<{ id: string }>(shop.ctx.db, sql`select id from tax_rates where code = ${code}`)).id;
}

describe("a canned job on an order", () => {
  test("costs what parts and hours cost today, in the order's price mode", async () => {
    const part = await addPart();
    const { id } = await addJob({ lines: [labour, oil, filterOf(part.id)] });
    const gross = await catalogue.priced(shop.ctx, id, terms);
    expect(gross).toMatchObject({ title: "Oil service", kind: "repair", missing: [] });
    expect(gross.lines.map((line) => [line.code, line.unitPriceCents, line.partStatus])).toEqual([
      [null, 7800, null],
      [null, 1290, "needed"],
      ["HU6013Z", 1335, "needed"],
    ]);
    const net = await catalogue.priced(shop.ctx, id, { ...terms, priceMode: "net" });
    expect(net.lines.map((line) => line.unitPriceCents)).toEqual([6290, 1040, 1077]);
    await shop.call(updatePart, { params: { id: part.id }, body: { version: part.version, salePriceCents: 1500 } });
    expect((await catalogue.priced(shop.ctx, id, terms)).lines[2]?.unitPriceCents).toBe(1500);
  });

  test("takes the customer's discount where the job says none of its own", async () => {
    const part = await addPart({ discountPercent: 12 });
    const { id } = await addJob({ lines: [labour, { ...oil, discountPercent: 5 }, filterOf(part.id)] });
    const { lines } = await catalogue.priced(shop.ctx, id, { ...terms, discountPercent: 10 });
    expect(lines.map((line) => line.discountPercent)).toEqual([10, 5, 12]);
  });

  test("at a fixed price adds up to exactly that, whatever the parts and the customer's discount", async () => {
    const part = await addPart();
    const { id } = await addJob({
      fixedPriceCents: 14900,
      lines: [labour, oil, { ...filterOf(part.id), quantity: "3" }],
    });
    const { lines } = await catalogue.priced(shop.ctx, id, { ...terms, discountPercent: 10 });
    expect(sum(lines)).toBe(14900);
    expect(lines.map((line) => line.quantity)).toEqual(["1.5", "4.5", "3"]);
    const net = await catalogue.priced(shop.ctx, id, { ...terms, priceMode: "net" });
    const taxed = net.lines.map((line) => ({ ...line, taxCategory: "S", taxPercent: 24 }) as const);
    expect(documentTotals({ priceMode: "net", lines: taxed }).totalCents).toBe(14900);
  });

  test("keeps a part that was archived or has no price, and says so", async () => {
    const [part, unpriced] = [await addPart(), await addPart({ name: "Belt", code: "B1", salePriceCents: null })];
    const belt = { ...filterOf(unpriced.id), description: "Belt" };
    const { id } = await addJob({ lines: [filterOf(part.id), belt] });
    await shop.call(updatePart, { params: { id: part.id }, body: { version: part.version, archived: true } });
    const { lines, missing } = await catalogue.priced(shop.ctx, id, terms);
    expect(missing).toEqual(["Oil filter", "Belt"]);
    expect(lines.map((line) => line.unitPriceCents)).toEqual([1335, 0]);
    const { items } = await shop.call(contract.listCannedJobs);
    expect(items).toMatchObject([{ missingParts: 2 }]);
  });

  test("of a neighbour is not found", async () => {
    const { id } = await addJob({});
    const neighbour = await api.newShop();
    await expect(catalogue.priced(neighbour.ctx, id, terms)).rejects.toMatchObject({ code: "not_found" });
    expect((await neighbour.refused(contract.getCannedJob, { params: { id } })).code).toBe("not_found");
  });
});

describe("canned jobs", () => {
  test("are added in three round trips (look, write, commit), read in one, and keep everything typed", async () => {
    const part = await addPart();
    const body = {
      ...service,
      kind: "service",
      complaint: "Service due",
      correction: "Oil and filter changed",
      fixedPriceCents: 14900,
      fits: { makes: ["VW"], engines: ["1.6 TDI"] },
      dueItem: { title: "Oil service", months: 12, distance: 15_000 },
      lines: [labour, { ...filterOf(part.id), discountPercent: 2.5 }],
    } as const;
    const added = await shop.answer(contract.createCannedJob, { body: { ...body, lines: [...body.lines] } as never });
    expect(added.status).toBe(201);
    expect(added.cost.roundTrips).toBe(3);
    expect(added.body).toMatchObject({ ...body, priceMode: "gross", hours: "1.5", totalCents: 14900 });
    expect(added.body.lines).toMatchObject([
      { unitPriceCents: null, priceTodayCents: 7800, missing: false },
      { unitPriceCents: null, priceTodayCents: 1335, discountPercent: 2.5 },
    ]);
    const read = await shop.answer(contract.getCannedJob, { params: { id: added.body.id } });
    expect(read.body).toEqual(added.body);
    expect(read.cost.roundTrips).toBe(1);
  });

  test("change only in what was sent; new lines replace the old ones; stale writers see what it is now", async () => {
    const { id, version } = await addJob({ lines: [labour, oil] });
    const retitled = await shop.call(contract.updateCannedJob, {
      params: { id },
      body: { version, title: "Oil change" },
    });
    expect(retitled).toMatchObject({ title: "Oil change", code: "OIL", lines: [{ kind: "labour" }, { kind: "part" }] });
    const shorter = await shop.call(contract.updateCannedJob, {
      params: { id },
      body: { version: retitled.version, lines: [{ ...labour, quantity: "2" }] },
    });
    expect(shorter).toMatchObject({ hours: "2", totalCents: 15600 });
    expect(shorter.lines).toHaveLength(1);
    const stale = await shop.refused(contract.updateCannedJob, { params: { id }, body: { version, title: "Oil" } });
    expect(stale).toMatchObject({ code: "conflict", current: { title: "Oil change" } });
  });

  test("are listed by category at today's prices, in one round trip, without prices for mechanics", async () => {
    await addJob({ lines: [labour, oil] });
    await addJob({ code: "BRAKE", title: "Front brakes", category: "Brakes" });
    const first = await shop.answer(contract.listCannedJobs, { query: { limit: 1, total: true } });
    expect(first.body).toMatchObject({ items: [{ code: "BRAKE", hours: "1.5", totalCents: 11700 }], total: 2 });
    expect(first.cost.roundTrips).toBe(1);
    const next = await shop.call(contract.listCannedJobs, { query: { limit: 1, cursor: first.body.nextCursor ?? "" } });
    expect(next).toMatchObject({ items: [{ code: "OIL", totalCents: 17505 }], nextCursor: null });
    const seen = await shop.call(contract.listCannedJobs, {}, { as: "mechanic" });
    expect(seen.items[0]).not.toHaveProperty("totalCents");
    const one = await shop.call(contract.getCannedJob, { params: { id: seen.items[0]?.id ?? "" } }, { as: "mechanic" });
    for (const field of ["fixedPriceCents", "priceMode", "totalCents"]) expect(one).not.toHaveProperty(field);
    for (const field of ["unitPriceCents", "priceTodayCents", "costCents"]) {
      expect(one.lines[0]).not.toHaveProperty(field);
    }
  });

  test("show those that fit the car first, page after page", async () => {
    const { id: vehicleId } = await shop.call(createVehicle, {
      body: { plate: "482 KTR", make: "VW", model: "Golf", engine: "1.6 TDI", engineCode: "CLHA" },
    });
    await addJob({ code: "A", title: "A for Audi", fits: { makes: ["Audi"], engines: [] } });
    await addJob({ code: "B", title: "B for diesels", fits: { makes: [], engines: ["tdi"] } });
    await addJob({ code: "C", title: "C for another engine", fits: { makes: ["VW"], engines: ["CAXA"] } });
    await addJob({ code: "D", title: "D for all" });
    const found: [string, boolean][] = [];
    let cursor: string | undefined;
    do {
      const page = await shop.call(contract.listCannedJobs, { query: { vehicleId, limit: 1, cursor } });
      found.push(...page.items.map((job): [string, boolean] => [job.code, job.fitsVehicle]));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(found).toEqual([
      ["B", true],
      ["D", true],
      ["A", false],
      ["C", false],
    ]);
  });

  test("are found by any word of code, title, lines, with or without accents", async () => {
    await addJob({ title: "Õlivahetus", lines: [labour, oil] });
    const pads = { ...labour, description: "Change pads" };
    await addJob({ code: "X_Y", title: "Front brakes", category: "Brakes", lines: [pads] });
    for (const q of ["olivahetus", "engine", "oil service", "OIL"]) {
      expect((await shop.call(contract.listCannedJobs, { query: { q } })).items.map((job) => job.code)).toEqual([
        "OIL",
      ]);
    }
    expect((await shop.call(contract.listCannedJobs, { query: { q: "%" } })).items).toEqual([]);
    const brakes = await shop.call(contract.listCannedJobs, { query: { category: "Brakes" } });
    expect(brakes.items.map((job) => job.code)).toEqual(["X_Y"]);
  });

  test("refuse a negative fixed price, a price without lines, and lines that cannot be", async () => {
    const refused = async (body: object) => {
      const { errors } = await shop.refused(contract.createCannedJob, {
        body: { ...service, lines: [labour], ...body } as never,
      });
      return errors?.[0];
    };
    expect((await refused({ fixedPriceCents: -1 }))?.field).toBe("fixedPriceCents");
    expect((await refused({ fixedPriceCents: 100, lines: [] }))?.field).toBe("fixedPriceCents");
    const id = newId();
    const cases = {
      "lines.0.quantity": { ...labour, quantity: "0" },
      "lines.0.partId": { ...filterOf(id) },
      "lines.0.labourRateId": { ...labour, labourRateId: id },
      "lines.0.taxRateId": { ...labour, taxRateId: id },
      "lines.0.unitPriceCents": { kind: "fee", description: "Disposal", quantity: "1", unit: "C62" },
    };
    for (const [field, line] of Object.entries(cases)) expect((await refused({ lines: [line] }))?.field).toBe(field);
    expect((await refused({ lines: [{ ...labour, quantity: "-1" }] }))?.message).toContain("Only parts and fees");
  });

  test("cannot share a code: the other job is named and linked", async () => {
    const { id } = await addJob({});
    expect(
      await shop.refused(contract.createCannedJob, { body: { ...service, code: "oil", title: "Other", lines: [] } }),
    ).toMatchObject({
      errors: [{ field: "code", message: "oil is the code of Oil service." }],
      usedIn: [{ kind: "canned_job", id, label: "Oil service" }],
    });
  });
});

describe("a job of an order", () => {
  async function orderJob(partId: string): Promise<string> {
    const [order, job] = [newId(), newId()];
    const tax = await taxRateId("24");
    await run(
      shop.ctx.db,
      sql`with o as (
          insert into work_orders (id, number, location_id, source, price_mode, currency, board_status_id)
          select ${order}, 1042, l.id, 'counter', 'net', 'EUR', (select id from board_statuses order by position limit 1)
          from locations l returning id
        ), j as (
          insert into jobs (id, work_order_id, position, title, kind, complaint, content_hash)
          select ${job}, o.id, 1, 'Oil service', 'service', 'Service due', decode(repeat('00', 32), 'hex') from o returning id
        )
        insert into lines (id, job_id, position, kind, description, quantity, unit, unit_price_cents, discount_percent,
          tax_rate_id, part_id, part_status)
        select v.id::uuid, j.id, v.n, v.kind, v.description, v.quantity, v.unit, v.price, 10, ${tax}, v.part::uuid, v.status
        from j, (values
          (${newId()}, 1, 'labour', 'Change oil', 1.5, 'HUR', 6290, null, null),
          (${newId()}, 2, 'part', 'Oil filter', 1, 'C62', 1077, ${partId}, 'installed'),
          (${newId()}, 3, 'part', 'Oil filter', 1, 'C62', 999, ${partId}, 'needed'),
          (${newId()}, 4, 'part', 'Wrong filter', 1, 'C62', 999, ${partId}, 'returned'),
          (${newId()}, 5, 'fee', 'Disposal', 1, 'C62', 250, null, null)
        ) v (id, n, kind, description, quantity, unit, price, part, status)`,
    );
    return job;
  }

  test("becomes a canned job: prices of today follow, typed ones stay, the customer's discount does not travel", async () => {
    const part = await addPart();
    const jobId = await orderJob(part.id);
    const body = { code: "OIL", category: "Service" };
    const { status, body: saved } = await shop.answer(contract.saveJobAsCanned, { params: { id: jobId }, body });
    expect(status).toBe(201);
    expect(saved).toMatchObject({ title: "Oil service", kind: "service", complaint: "Service due", priceMode: "net" });
    expect(saved.lines.map((line) => [line.description, line.unitPriceCents, line.discountPercent])).toEqual([
      ["Change oil", null, 0],
      ["Oil filter", null, 0],
      ["Oil filter", 999, 0],
      ["Disposal", 250, 0],
    ]);
    expect((await shop.refused(contract.saveJobAsCanned, { params: { id: jobId }, body })).errors?.[0]?.field).toBe(
      "code",
    );
    expect((await shop.refused(contract.saveJobAsCanned, { params: { id: newId() }, body })).code).toBe("not_found");
  });

  test("keeps the canned job it used from being deleted", async () => {
    const jobId = await orderJob((await addPart()).id);
    const { id, version } = await addJob({});
    await run(shop.ctx.db, sql`update jobs set canned_job_id = ${id} where id = ${jobId}`);
    expect(await shop.refused(contract.deleteCannedJob, { params: { id } })).toMatchObject({
      code: "in_use",
      usedIn: [{ kind: "work_order", label: "Work order 1042" }],
    });
    await shop.call(contract.updateCannedJob, { params: { id }, body: { version, archived: true } });
    expect((await shop.call(contract.listCannedJobs)).items).toEqual([]);
    const unused = await addJob({ code: "TYPO" });
    await shop.call(contract.deleteCannedJob, { params: { id: unused.id } });
  });
});
