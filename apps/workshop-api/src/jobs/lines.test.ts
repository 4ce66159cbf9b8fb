import { getSettings, updateSettings } from "@mechanicbuddy/contract/settings";
import * as contract from "@mechanicbuddy/contract/work-orders";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { shelve, visit } from "../work-orders/testing/visit.ts";

let api: TestApi;
let shop: Shop;
let order: contract.WorkOrder;
let job: contract.Job;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
  order = await visit(shop);
  job = await shop.call(contract.addJob, { params: { id: order.id }, body: { title: "Oil service" } });
});

type NewLine = Parameters<typeof body>[0];
const body = (line: {
  kind: contract.Line["kind"];
  quantity: string;
  description?: string;
  unitPriceCents?: number;
  discountPercent?: number;
  partId?: string;
  costCents?: number;
  taxRateId?: string;
}) => ({ params: { id: job.id }, body: line });
const add = (line: NewLine, as: "owner" | "advisor" = "owner") => shop.call(contract.addLine, body(line), { as });
const refusedAdd = (line: NewLine, as: "owner" | "advisor" = "owner") =>
  shop.refused(contract.addLine, body(line), { as });
const read = () => shop.call(contract.getWorkOrder, { params: { id: order.id } });
const fee = { kind: "fee", quantity: "1", description: "Disposal", unitPriceCents: 1000 } as const;
const limit = async (percent: number) => {
  const { version } = await shop.call(getSettings);
  await shop.call(updateSettings, { body: { version, discountLimits: { advisor: percent } } });
};

test("labour costs what the workshop's hour costs, by the hour", async () => {
  const { body: line, cost } = await shop.answer(
    contract.addLine,
    body({ kind: "labour", quantity: "1.5", description: "Oil and filter change" }),
  );
  expect(line).toMatchObject({
    unit: "HUR",
    unitPriceCents: 7800,
    totalCents: 11_700,
    taxPercent: 24,
    partStatus: null,
  });
  expect(cost.roundTrips, cost.texts.join("\n\n")).toBe(3);
});

test("a part brings name, code, unit and price; a price typed net is charged with VAT on a gross order", async () => {
  const gross = await add({ kind: "part", quantity: "1", partId: await shelve(shop) });
  expect(gross).toMatchObject({
    code: "HU6013Z",
    description: "Oil filter",
    unit: "C62",
    unitPriceCents: 1335,
    partStatus: "needed",
    available: "15",
  });
  const net = await add({
    kind: "part",
    quantity: "1",
    partId: await shelve(shop, { code: "NET", priceMode: "net", priceCents: 1000 }),
  });
  expect(net.unitPriceCents).toBe(1240);
});

test("the customer's discount is given on every new line, and what is typed counts more", async () => {
  await run(shop.ctx.db, sql`update customers set discount_percent = 5`);
  expect(await add(fee)).toMatchObject({ discountPercent: 5, totalCents: 950 });
  expect(await add({ ...fee, discountPercent: 0 })).toMatchObject({ discountPercent: 0, totalCents: 1000 });
});

test("three bulbs at 9.99 with VAT, ten per cent off, are 26.97: net 21.75 and VAT 5.22 at 24 %", async () => {
  await add({
    kind: "part",
    quantity: "3",
    description: "Bulb",
    unitPriceCents: 999,
    discountPercent: 10,
    costCents: 100,
  });
  const { totals } = await read();
  expect(totals).toMatchObject({ totalCents: 2697, netCents: 2175, vatCents: 522 });
});

test("what cannot be a line is refused beside its field", async () => {
  const message = async (line: NewLine, field: string) =>
    (await refusedAdd(line)).errors?.find((error) => error.field === field)?.message;
  expect(await message({ ...fee, quantity: "0" }, "quantity")).toBe("Enter how many.");
  expect(await message({ ...fee, quantity: "" }, "quantity")).toBe("Enter how many.");
  expect(await message({ ...fee, quantity: "1.2345" }, "quantity")).toBe("Enter how many.");
  expect(await message({ kind: "fee", quantity: "1" }, "description")).toBe("Describe the line.");
  expect(await message({ ...fee, unitPriceCents: -1 }, "unitPriceCents")).toBe(
    "A price cannot be negative; use a discount or a credit note.",
  );
  expect(await message({ ...fee, discountPercent: -10 }, "discountPercent")).toMatch(/between 0 and 100/);
  expect(await message({ ...fee, kind: "labour", quantity: "-1" }, "quantity")).toMatch(/Only parts and fees/);
  expect(await message({ ...fee, kind: "part", partId: newId() }, "partId")).toMatch(/does not exist/);
  expect(await message({ ...fee, partId: await shelve(shop) }, "partId")).toMatch(/Only a part line/);
  expect(await message({ ...fee, taxRateId: newId() }, "taxRateId")).toMatch(/does not exist/);
});

test("an old part handed in is a negative line", async () => {
  await add({ kind: "part", quantity: "1", description: "Starter", unitPriceCents: 20_000 });
  const core = await add({ kind: "part", quantity: "-1", description: "Old starter", unitPriceCents: 3_000 });
  expect(core.totalCents).toBe(-3_000);
  expect((await read()).totals?.totalCents).toBe(17_000);
});

test("a discount above the role's limit is refused and says who may give it", async () => {
  await limit(10);
  expect(await add({ ...fee, discountPercent: 10 }, "advisor")).toMatchObject({ discountPercent: 10 });
  const refused = await refusedAdd({ ...fee, discountPercent: 10.5 }, "advisor");
  expect(refused).toMatchObject({
    status: 403,
    code: "forbidden",
    detail: "Discounts above 10 % need Anna or manager.",
    permission: "prices.override",
  });
  expect(await add({ ...fee, discountPercent: 50 })).toMatchObject({ discountPercent: 50 });
});

test("selling below cost needs the same people", async () => {
  const partId = await shelve(shop);
  const cheap = { kind: "part", quantity: "2", partId, unitPriceCents: 600 } as const;
  // 6.00 with VAT is 4.84 net, and the filter cost 5.50.
  expect((await refusedAdd(cheap, "advisor")).detail).toBe("Selling below cost needs Anna or manager.");
  expect(await add({ ...cheap, unitPriceCents: 700 }, "advisor")).toMatchObject({ unitPriceCents: 700 });
  expect(await add(cheap)).toMatchObject({ unitPriceCents: 600 });
});

test("two people add lines at once and both are there", async () => {
  await Promise.all([add({ ...fee, description: "Mine" }), add({ ...fee, description: "Yours" }, "advisor")]);
  const { jobs } = await read();
  expect(jobs[0]?.lines.map(({ description }) => description).sort()).toEqual(["Mine", "Yours"]);
  expect(jobs[0]?.totalCents).toBe(2000);
});

test("when two people change one line the second sees what is there now and who typed it", async () => {
  const line = await add(fee);
  const change = (unitPriceCents: number) => ({
    params: { id: line.id },
    body: { version: line.version, unitPriceCents },
  });
  const saved = await shop.call(contract.updateLine, change(1200), { as: "advisor" });
  expect(saved).toMatchObject({ unitPriceCents: 1200, totalCents: 1200, version: line.version + 1 });
  const refused = await shop.refused(contract.updateLine, change(900));
  expect(refused).toMatchObject({
    code: "conflict",
    detail: "advisor Tester changed this line meanwhile.",
    current: { unitPriceCents: 1200, updatedBy: "advisor Tester" },
  });
});

test("adding a line beside, moving the card or ordering lines does not make an open form stale", async () => {
  const line = await add(fee);
  const other = await add({ ...fee, description: "Other" });
  await shop.call(contract.orderLines, { params: { id: job.id }, body: { lineIds: [other.id, line.id] } });
  const { jobs, version } = await read();
  expect(jobs[0]).toMatchObject({ version: job.version, lines: [{ description: "Other" }, { version: line.version }] });
  expect(version).toBe(order.version);
});

test("ordering must name every line, so that nobody's new line is passed over", async () => {
  const line = await add(fee);
  await add({ ...fee, description: "Hers" }, "advisor");
  const refused = await shop.refused(contract.orderLines, { params: { id: job.id }, body: { lineIds: [line.id] } });
  expect(refused).toMatchObject({ code: "conflict" });
});

test("a line can be moved to another job of its order, and to no other", async () => {
  const line = await add(fee);
  const second = await shop.call(contract.addJob, { params: { id: order.id }, body: { title: "Brakes" } });
  const move = (jobId: string) => ({ params: { id: line.id }, body: { version: line.version, jobId } });
  const elsewhere = await shop.call(contract.createWorkOrder, { body: {} });
  const foreign = await shop.call(contract.addJob, { params: { id: elsewhere.id }, body: { title: "Other car" } });
  expect((await shop.refused(contract.updateLine, move(foreign.id))).errors?.[0]?.field).toBe("jobId");
  await shop.call(contract.updateLine, move(second.id));
  expect((await read()).jobs.map(({ title, lines }) => [title, lines.length])).toEqual([
    ["Oil service", 0],
    ["Brakes", 1],
  ]);
});

test("another part brings its own name and price to the line", async () => {
  const line = await add({ kind: "part", quantity: "2", partId: await shelve(shop) });
  const partId = await shelve(shop, { code: "W712", priceCents: 999 });
  const changed = await shop.call(contract.updateLine, {
    params: { id: line.id },
    body: { version: line.version, partId },
  });
  expect(changed).toMatchObject({ code: "W712", unitPriceCents: 999, quantity: "2", partId });
});

test("one discount for chosen lines leaves the others alone", async () => {
  const [one, two] = [await add(fee), await add({ ...fee, description: "Other" })];
  const give = (lineIds: string[]) => ({ params: { id: order.id }, body: { lineIds, discountPercent: 20 } });
  const { jobs, totals } = await shop.call(contract.discountLines, give([one.id]));
  expect(jobs[0]?.lines.map(({ discountPercent }) => discountPercent)).toEqual([20, 0]);
  expect(totals?.totalCents).toBe(1800);
  expect((await shop.refused(contract.discountLines, give([two.id, newId()]))).errors?.[0]?.field).toBe("lineIds");
  await limit(10);
  expect((await shop.refused(contract.discountLines, give([two.id]), { as: "advisor" })).code).toBe("forbidden");
});

test("a deleted line is gone from the total and stays in the history", async () => {
  const line = await add(fee);
  await shop.call(contract.deleteLine, { params: { id: line.id } });
  expect((await read()).totals?.totalCents).toBe(0);
  const { items } = await shop.call(contract.listTimeline, { params: { id: order.id } });
  expect(items.map(({ subject }) => subject)).toContain("line.delete");
  expect((await shop.refused(contract.deleteLine, { params: { id: line.id } })).code).toBe("not_found");
});

test("a neighbour's line is not found, by any of its routes", async () => {
  const line = await add(fee);
  const neighbour = await api.newShop();
  const params = { id: line.id };
  const refused = [
    await neighbour.refused(contract.updateLine, { params, body: { version: 1, quantity: "2" } }),
    await neighbour.refused(contract.deleteLine, { params }),
    await neighbour.refused(contract.setPartStatus, { params, body: { status: "installed" } }),
    await neighbour.refused(contract.addLine, { params: { id: job.id }, body: fee }),
    await neighbour.refused(contract.orderLines, { params: { id: job.id }, body: { lineIds: [] } }),
  ];
  for (const { status, detail } of refused) expect([status, detail]).toEqual([404, "It may have been deleted."]);
});
