import { issueInvoice, previewInvoice } from "@mechanicbuddy/contract/invoices";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOrder } from "../estimates/testing/order.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import * as invoices from "./invoices.ts";
import { at, bulbs, day, fiscalShop, issue, paperOf, readyOrder, stockedPart } from "./testing/order.ts";

let api: TestApi;
let today: string;
let year: string;
beforeAll(async () => {
  api = await openTestApi();
  today = day(api);
  year = today.slice(0, 4);
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

const params = (order: { id: string }) => ({ params: { id: order.id } });
const refused = (shop: Shop, order: { id: string }, body: object = {}) =>
  shop.refused(issueInvoice, { ...params(order), body });
const stageOf = async (shop: Shop, order: { id: string }) =>
  (await one<{ stage: string }>(shop.ctx.db, sql`select stage from work_orders where id = ${order.id}`)).stage;

test("an order becomes an invoice with number, dates, PDF and an open sum in one step", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const preview = await shop.call(previewInvoice, params(order));
  expect(preview).toMatchObject({
    nextNumber: `${year}-00001`,
    totalCents: 2697,
    dueDays: 14,
    blockers: [],
    warnings: [],
    jobs: [{ title: "Headlight bulbs", totalCents: 2697 }],
  });
  const invoice = await issue(shop, order, { dueDays: 7 });
  expect(invoice).toMatchObject({
    number: `${year}-00001`,
    kind: "invoice",
    state: "unpaid",
    issueOn: today,
    supplyOn: today,
    dueOn: day(api, 7),
    netCents: 2247,
    vatCents: 450,
    totalCents: 2697,
    openCents: 2697,
    issuedBy: "Anna Saar",
    customer: { name: "Marika Kask" },
    workOrder: { number: 1042, plate: "482 KTR" },
  });
  expect(await stageOf(shop, order)).toBe("invoiced");
  const paper = await paperOf(shop, invoice);
  for (const words of [`${year}-00001`, "Marika Kask", "482 KTR", "12345678", "Anna Saar", "26.97", "1042"]) {
    expect(paper).toContain(words);
  }
});

test("an order that is invoiced says as what, and is not invoiced twice", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  await issue(shop, order);
  const again = { code: "conflict", detail: `Order 1042 is invoiced as ${year}-00001.` };
  expect(await refused(shop, order)).toMatchObject(again);
  expect(await shop.refused(previewInvoice, params(order))).toMatchObject(again);
});

test("without company name and number nothing is issued", async () => {
  const shop = await fiscalShop(api);
  await run(shop.ctx.db, sql`update requisites set registration_no = null, vat_id = null`);
  const order = await readyOrder(shop);
  const detail = "Enter your company name and number first.";
  expect((await shop.call(previewInvoice, params(order))).blockers).toEqual([{ code: "requisites", message: detail }]);
  expect(await refused(shop, order)).toMatchObject({ code: "conflict", detail });
});

test("an order on which nothing can be invoiced says so: no lines, declined, warranty", async () => {
  const shop = await fiscalShop(api);
  const empty = await readyOrder(shop, { jobs: [{ title: "Look at it" }] });
  const warranty = await readyOrder(shop, { number: 1043, jobs: [{ ...bulbs, billing: "warranty" }] });
  const declined = await readyOrder(shop, { number: 1044 });
  await run(shop.ctx.db, sql`update jobs set authorisation = 'declined' where work_order_id = ${declined.id}`);
  for (const [order, number] of [
    [empty, 1042],
    [warranty, 1043],
    [declined, 1044],
  ] as const) {
    expect((await refused(shop, order)).detail).toBe(
      `Nothing on order ${number} can be invoiced; add lines to a job, or have one approved.`,
    );
  }
});

test("asked and changed jobs need a decision first, and drafts too where the shop demands approval", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const detail = "The customer has to decide first about “Headlight bulbs”.";
  for (const said of ["asked", "changed"]) {
    await run(shop.ctx.db, sql`update jobs set authorisation = ${said}`);
    expect(await refused(shop, order)).toMatchObject({ code: "conflict", detail });
  }
  await run(shop.ctx.db, sql`update jobs set authorisation = 'draft'`);
  await run(shop.ctx.db, sql`update settings set approval_demand = 'above', approval_above_cents = 2697`);
  expect((await shop.call(previewInvoice, params(order))).blockers).toEqual([]);
  await run(shop.ctx.db, sql`update settings set approval_above_cents = 2696`);
  expect((await refused(shop, order)).detail).toBe(detail);
  await run(shop.ctx.db, sql`update settings set approval_demand = 'always', approval_above_cents = null`);
  expect(await shop.call(previewInvoice, params(order))).toMatchObject({ undecided: [{ title: "Headlight bulbs" }] });
  await run(shop.ctx.db, sql`update jobs set authorisation = 'approved'`);
  expect((await issue(shop, order)).totalCents).toBe(2697);
});

test("a quote is started and a cancelled order reopened before it is invoiced", async () => {
  const shop = await fiscalShop(api);
  const quote = await openOrder(shop, { jobs: [bulbs] });
  expect((await refused(shop, quote)).detail).toBe(
    "Order 1042 is still a quote; start it first, so that it says who ordered the work.",
  );
  await run(
    shop.ctx.db,
    sql`update work_orders set stage = 'cancelled', cancelled_at = now(), cancel_reason = 'sold the car'`,
  );
  expect((await refused(shop, quote)).detail).toBe("Order 1042 is cancelled; reopen it first.");
});

test("a total below zero is refused and names the credit note", async () => {
  const shop = await fiscalShop(api);
  const core = { description: "Old starter handed in", quantity: "-1", unitPriceCents: 5000 };
  const order = await readyOrder(shop, { jobs: [{ title: "Core", lines: [core] }] });
  expect((await refused(shop, order)).detail).toBe(
    "The total would be -50.00; an invoice is never below zero. Give money back by a credit note.",
  );
});

test("a company without an address, and a supply long ago, are asked about once", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  await run(
    shop.ctx.db,
    sql`update customers set kind = 'company', company_name = 'Laevik OÜ', street = null where id = ${order.customerId}`,
  );
  const asked = await refused(shop, order, { supplyOn: day(api, -61) });
  expect(asked).toMatchObject({
    code: "conflict",
    detail: "Laevik OÜ is a company without an address; its books will ask for one.",
    warnings: [{ code: "buyer_address" }, { code: "supply_long_ago" }],
  });
  expect((await refused(shop, order, { supplyOn: day(api, -60) })).warnings?.map(({ code }) => code)).toEqual([
    "buyer_address",
  ]);
  const acceptWarnings = asked.warnings?.map(({ code }) => code) ?? [];
  const invoice = await issue(shop, order, { supplyOn: day(api, -61), acceptWarnings });
  expect(invoice).toMatchObject({ supplyOn: day(api, -61), issueOn: today });
  const accepted = await rows(shop.ctx.db, sql`select after from audit_entries where action = 'warning.accept'`);
  expect(accepted).toEqual([{ after: { codes: ["buyer_address", "supply_long_ago"] } }]);
});

test("a supply cannot lie ahead", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  expect((await refused(shop, order, { supplyOn: day(api, 1) })).errors).toEqual([
    { field: "supplyOn", message: "The supply cannot lie ahead of today; choose today or an earlier day." },
  ]);
});

test("a tax rate that was not valid on the day of supply is asked about", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  await run(shop.ctx.db, sql`update tax_rates set valid_until_on = ${day(api, -1)}`);
  expect((await refused(shop, order)).detail).toBe(
    `VAT 20 % is not valid on ${today}; choose the rate of that day on the lines.`,
  );
  expect((await issue(shop, order, { supplyOn: day(api, -1) })).vatCents).toBe(450);
});

test("parts that wait are taken from the shelf with the invoice, at their average cost", async () => {
  const shop = await fiscalShop(api);
  const partId = await stockedPart(shop, 15);
  const filters = {
    title: "Filters",
    lines: [{ description: "Oil filter", quantity: "4", partId, unitPriceCents: 1335 }],
  };
  const order = await readyOrder(shop, { jobs: [filters] });
  const invoice = await issue(shop, order);
  const stock = await one(shop.ctx.db, sql`select trim_scale(on_hand)::text as on_hand, value_cents from part_stock`);
  expect(stock).toEqual({ on_hand: "11", value_cents: 6050 });
  const [line] = await rows(
    shop.ctx.db,
    sql`select l.part_status, l.cost_cents, i.cost_cents as invoiced, i.part_id from lines l
      join invoice_lines i on i.line_id = l.id where i.invoice_id = ${invoice.id}`,
  );
  expect(line).toEqual({ part_status: "installed", cost_cents: 550, invoiced: 550, part_id: partId });
});

test("an undisclosed buyer is a private person on the paper", async () => {
  const shop = await fiscalShop(api);
  const invoice = await issue(shop, await readyOrder(shop, { customer: null }));
  expect(invoice.customer).toBeNull();
  expect(await paperOf(shop, invoice)).toContain("Private person");
});

test("nothing is dated before the last invoice", async () => {
  const shop = await fiscalShop(api);
  const [first, second] = [await readyOrder(shop), await readyOrder(shop, { number: 1043 })];
  await invoices.issue(at(shop, "2026-03-17T10:00:00Z"), first.id, {});
  await expect(invoices.issue(at(shop, "2026-03-16T10:00:00Z"), second.id, {})).rejects.toMatchObject({
    code: "conflict",
    message: "2026-00001 is dated 2026-03-17, so nothing can be dated 2026-03-16. Check the clock and the time zone.",
  });
  const later = await invoices.issue(at(shop, "2026-03-17T11:00:00Z"), second.id, {});
  expect(later.number).toBe("2026-00002");
});

test("the new year begins at the workshop's midnight and counts from one", async () => {
  const shop = await fiscalShop(api);
  const [first, second] = [await readyOrder(shop), await readyOrder(shop, { number: 1043 })];
  // Tallinn is two hours ahead of UTC in winter.
  const old = await invoices.issue(at(shop, "2026-12-31T21:59:59Z"), first.id, {});
  const fresh = await invoices.issue(at(shop, "2026-12-31T22:00:00Z"), second.id, {});
  expect([old.number, fresh.number]).toEqual(["2026-00001", "2027-00001"]);
  expect([old.issueOn, fresh.issueOn]).toEqual(["2026-12-31", "2027-01-01"]);
});

test("an order of a neighbour is not there", async () => {
  const [shop, neighbour] = [await fiscalShop(api), await fiscalShop(api)];
  const order = await readyOrder(neighbour);
  expect((await refused(shop, order)).code).toBe("not_found");
  expect((await shop.refused(previewInvoice, params(order))).code).toBe("not_found");
  expect(await stageOf(neighbour, order)).toBe("order");
});

test("the same Idempotency-Key makes one invoice", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const send = () =>
    shop.answer(issueInvoice, { ...params(order), body: {} }, { idempotencyKey: "one-click-two-requests" });
  const answers = await Promise.all([send(), send()]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(answers[0]?.body).toEqual(answers[1]?.body);
  expect(await rows(shop.ctx.db, sql`select id from invoices`)).toHaveLength(1);
});

test("previewing takes one round trip, issuing six: lock and read, number, file, rows, reply, commit", async () => {
  const shop = await fiscalShop(api);
  const labour = { title: "Check", lines: [{ kind: "labour" as const, description: "Check", unit: "HUR" }] };
  const orders = [await readyOrder(shop, { jobs: [labour] }), await readyOrder(shop, { number: 1043, jobs: [labour] })];
  for (const order of orders) {
    await shop.call(previewInvoice, params(order));
    expect((await shop.answer(previewInvoice, params(order))).cost.roundTrips).toBe(1);
    expect((await shop.answer(issueInvoice, { ...params(order), body: {} })).cost.roundTrips).toBe(6);
  }
});
