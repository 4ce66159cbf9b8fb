import { listAudit } from "@mechanicbuddy/contract/audit";
import { recordDecision } from "@mechanicbuddy/contract/estimates";
import { issueInvoice, previewInvoice } from "@mechanicbuddy/contract/invoices";
import * as settings from "@mechanicbuddy/contract/settings";
import { followTaxRate, type KeptPrice, listOrdersAtRate } from "@mechanicbuddy/contract/tax-change";
import * as contract from "@mechanicbuddy/contract/work-orders";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAfter } from "../printing/printing.ts";
import { localDay } from "../testing/days.ts";
import { furnish } from "../testing/furnish.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { visit } from "../work-orders/testing/visit.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

const day = (days: number) => localDay(api.clock.now(), days);
const soon = () => `${day(20)}T12:00:00.000Z`;
const rateOf = async (shop: Shop, code = "24") =>
  (await shop.call(settings.listTaxRates)).items.find((rate) => rate.code === code) as settings.TaxRate;

/** The law changes: 24 % ends, and 26 % follows on the next day. */
async function change(shop: Shop, lastDay: string, follower: { code?: string } = {}): Promise<string> {
  const old = await rateOf(shop);
  const body = { version: old.version, validUntilOn: lastDay };
  await shop.call(settings.updateTaxRate, { params: { id: old.id }, body });
  const { code = "24" } = follower;
  const rate = { code, name: "VAT 26 %", percent: 26, category: "S", reason: null, isDefault: false } as const;
  await shop.call(settings.createTaxRate, {
    body: { ...rate, validFromOn: daysAfter(lastDay, 1), validUntilOn: null },
  });
  return old.id;
}

/** Marika's order with brakes for 400.00 less ten per cent; the car may be promised. */
async function order(shop: Shop, promisedAt?: string) {
  const { id, number } =
    promisedAt === undefined ? await visit(shop) : await shop.call(contract.createWorkOrder, { body: { promisedAt } });
  const job = await shop.call(contract.addJob, { params: { id }, body: { title: "Front brakes" } });
  await shop.call(contract.addLine, {
    params: { id: job.id },
    body: { kind: "part", quantity: "1", description: "Discs and pads", unitPriceCents: 40_000, discountPercent: 10 },
  });
  return { id, number, jobId: job.id };
}

const approve = (shop: Shop, id: string) =>
  shop.call(recordDecision, {
    params: { id },
    body: { decision: "approved", method: "in_person", name: "Marika Kask" },
  });
const follow = (shop: Shop, id: string, keep: KeptPrice) =>
  shop.call(followTaxRate, { params: { id }, body: { keep } });
const open = (shop: Shop, id: string) => shop.call(listOrdersAtRate, { params: { id }, query: { total: true } });

/** What a line costs, what is due for the order, and what the customer's word is worth now. */
async function stateOf(shop: Shop, id: string) {
  const read = await shop.call(contract.getWorkOrder, { params: { id } });
  const [job] = read.jobs;
  const [line] = job?.lines ?? [];
  return [line?.unitPriceCents, line?.discountPercent, job?.authorisation, read.stage];
}

test("when a rate ends, the orders still open with it are listed with what they come to, and the rate that follows", async () => {
  const shop = await api.newShop();
  const { id, number } = await order(shop);
  const rate = await change(shop, day(-1));
  const { cost } = await shop.answer(listOrdersAtRate, { params: { id: rate } });
  expect(cost.roundTrips).toBe(1);
  const follows = { name: "VAT 26 %", percent: 26, validFromOn: day(0) };
  expect(await open(shop, rate)).toMatchObject({
    items: [{ id, number, customer: "Marika Kask", lines: 1, netCents: 29_032, grossCents: 36_000 }],
    nextCursor: null,
    total: 1,
    follows,
  });
});

test("the list comes page by page", async () => {
  const shop = await api.newShop();
  const numbers = [await order(shop), await order(shop, soon())].map(({ number }) => number);
  const params = { id: await change(shop, day(-1)) };
  const first = await shop.call(listOrdersAtRate, { params, query: { limit: 1 } });
  const cursor = first.nextCursor as string;
  const second = await shop.call(listOrdersAtRate, { params, query: { limit: 1, cursor } });
  expect([first, second].flatMap(({ items }) => items.map(({ number }) => number))).toEqual(numbers);
  expect(second.nextCursor).toBeNull();
});

test.each([
  { priceMode: "gross", keep: "gross", price: 40_000, due: 36_000, said: "approved" },
  { priceMode: "gross", keep: "net", price: 40_645, due: 36_580, said: "changed" },
  { priceMode: "net", keep: "net", price: 40_000, due: 45_360, said: "changed" },
  // Unit prices are whole cents without VAT, so what the customer pays is met to the cent at best.
  { priceMode: "net", keep: "gross", price: 39_365, due: 44_639, said: "approved" },
] as const)(
  "a workshop with $priceMode prices keeps the $keep price",
  async ({ priceMode, keep, price, due, said }) => {
    const shop = await api.newShop({ priceMode });
    const { id, jobId } = await order(shop);
    await approve(shop, jobId);
    const rate = await change(shop, day(-1));
    const changedJobs = said === "changed" ? 1 : 0;
    expect(await follow(shop, rate, keep)).toEqual({ orders: 1, lines: 1, changedJobs });
    expect(await stateOf(shop, id)).toEqual([price, 10, said, said === "changed" ? "quote" : "order"]);
    if (said === "changed") await approve(shop, jobId);
    expect((await shop.call(previewInvoice, { params: { id } })).totalCents).toBe(due);
  },
);

test("answered once, the question is gone; a second answer changes nothing, and the log says what was answered", async () => {
  const shop = await api.newShop();
  const { id } = await order(shop);
  const rate = await change(shop, day(-1));
  await follow(shop, rate, "net");
  const before = await stateOf(shop, id);
  expect((await open(shop, rate)).items).toEqual([]);
  expect(await follow(shop, rate, "gross")).toEqual({ orders: 0, lines: 0, changedJobs: 0 });
  expect(await stateOf(shop, id)).toEqual(before);
  const { items } = await shop.call(listAudit, { query: { action: "work_order.tax-rate" } });
  expect(items).toMatchObject([
    { entityId: id, before: { taxRate: "VAT 24 %" }, after: { taxRate: "VAT 26 %", keep: "net", lines: 1 } },
  ]);
});

test("before the rate ends only orders promised for later are asked about: the others are invoiced with the old one", async () => {
  const shop = await api.newShop();
  const today = await order(shop);
  const later = await order(shop, soon());
  const rate = await change(shop, day(10));
  expect((await open(shop, rate)).items.map(({ number }) => number)).toEqual([later.number]);
  expect(await follow(shop, rate, "net")).toMatchObject({ orders: 1 });
  expect([(await stateOf(shop, later.id))[0], (await stateOf(shop, today.id))[0]]).toEqual([40_645, 40_000]);
});

test("invoiced and cancelled orders, lines at other rates, and the neighbour's orders are left alone", async () => {
  const [shop, neighbour] = [await api.newShop(), await api.newShop()];
  await Promise.all([furnish(shop), furnish(neighbour)]);
  const { id, jobId } = await order(shop, soon());
  const other = { kind: "fee", quantity: "1", description: "Book", unitPriceCents: 1_000 } as const;
  const taxRateId = (await rateOf(shop, "9")).id;
  await shop.call(contract.addLine, { params: { id: jobId }, body: { ...other, taxRateId } });
  const cancelled = await order(shop, soon());
  await shop.call(contract.cancelWorkOrder, { params: { id: cancelled.id }, body: { reason: "Sold the car" } });
  const theirs = await order(neighbour, soon());
  const invoiced = (await shop.call(contract.listWorkOrders, { query: { view: "invoiced" } })).items[0];
  const rate = await change(shop, day(0));
  await run(shop.ctx.db, sql`update tax_rates set valid_until_on = ${day(-1)}::date where id = ${rate}`);
  const before = await stateOf(shop, invoiced?.id ?? "");
  await follow(shop, rate, "net");
  const { jobs } = await shop.call(contract.getWorkOrder, { params: { id } });
  expect(jobs[0]?.lines.map((line) => line.unitPriceCents)).toEqual([40_645, 1_000]);
  expect(await stateOf(shop, invoiced?.id ?? "")).toEqual(before);
  expect((await stateOf(shop, cancelled.id))[0]).toBe(40_000);
  expect((await stateOf(neighbour, theirs.id))[0]).toBe(40_000);
  expect((await neighbour.refused(followTaxRate, { params: { id: rate }, body: { keep: "net" } })).code).toBe(
    "not_found",
  );
}, 30_000);

test("without an end or without a rate that follows, the answer says what to do first", async () => {
  const shop = await api.newShop();
  await order(shop);
  const { id } = await rateOf(shop);
  const refused = async () =>
    (await shop.refused(followTaxRate, { params: { id }, body: { keep: "net" } })).errors?.map(({ field, message }) => [
      field,
      message,
    ]);
  expect(await refused()).toEqual([["keep", "VAT 24 % has no end. Give it one first."]]);
  await change(shop, day(-1), { code: "26" });
  expect(await refused()).toEqual([
    ["keep", `No rate follows VAT 24 %. Add one with the code 24 that begins after ${day(-1)}.`],
  ]);
  expect((await open(shop, id)).follows).toBeNull();
});

test("whoever reads settings sees the list; only owner and accountant answer", async () => {
  const shop = await api.newShop();
  await order(shop);
  const id = await change(shop, day(-1));
  const answers = await Promise.all(
    (["owner", "manager", "advisor", "mechanic", "accountant", "readonly"] as const).map(async (as) => [
      (await shop.answer(listOrdersAtRate, { params: { id } }, { as })).status,
      (await shop.answer(followTaxRate, { params: { id }, body: { keep: "gross" } }, { as })).status,
    ]),
  );
  expect(answers).toEqual([
    [200, 200],
    [200, 403],
    [200, 403],
    [403, 403],
    [200, 200],
    [200, 403],
  ]);
});

test("an order that was refused an invoice because its rate had ended is invoiced after the answer", async () => {
  const shop = await api.newShop();
  await furnish(shop);
  const { id, jobId } = await order(shop, soon());
  await approve(shop, jobId);
  const rate = await change(shop, day(0));
  await run(shop.ctx.db, sql`update tax_rates set valid_until_on = ${day(-1)}::date where id = ${rate}`);
  await run(shop.ctx.db, sql`update tax_rates set valid_from_on = ${day(0)}::date where name = 'VAT 26 %'`);
  expect((await shop.refused(issueInvoice, { params: { id }, body: {} })).detail).toContain("not valid");
  await follow(shop, rate, "gross");
  expect((await shop.call(issueInvoice, { params: { id }, body: {} })).totalCents).toBe(36_000);
}, 30_000);
