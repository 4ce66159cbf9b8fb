import { issueInvoice, previewInvoice } from "@mechanicbuddy/contract/invoices";
import { listPayments, recordDeposit } from "@mechanicbuddy/contract/payments";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { day, fiscalShop, issue, methodOf, readyOrder } from "./testing/order.ts";

let api: TestApi;
let today: string;
beforeAll(async () => {
  api = await openTestApi();
  today = day(api);
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

const params = (order: { id: string }) => ({ params: { id: order.id } });
const refused = (shop: Shop, order: { id: string }, body: object = {}) =>
  shop.refused(issueInvoice, { ...params(order), body });

test("who pays at once only, or would owe more than the limit, is asked about unless the money is taken", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  await run(shop.ctx.db, sql`update customers set cash_only = true, credit_limit_cents = 2000`);
  const asked = await refused(shop, order);
  expect(asked.warnings).toEqual([
    { code: "cash_only", message: "Marika Kask pays at once: take the money with the invoice." },
    { code: "credit_limit", message: "Marika Kask would owe 26.97; the limit is 20.00." },
  ]);
  const payment = { methodId: await methodOf(shop, "card"), amountCents: 2697 };
  expect(await issue(shop, order, { payment })).toMatchObject({ state: "paid", dueOn: today });
});

test("money taken with the invoice pays it and is listed on it", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const payment = { methodId: await methodOf(shop, "card"), amountCents: 1000 };
  const invoice = await issue(shop, order, { payment });
  expect(invoice).toMatchObject({
    state: "partly_paid",
    paidCents: 1000,
    openCents: 1697,
    payments: [{ number: "R1", method: "Card", amountCents: 1000, allocatedCents: 1000, receivedOn: today }],
  });
});

test("in cash with 5-cent rounding 26.95 is taken for 26.97, whichever of the two was typed", async () => {
  const shop = await fiscalShop(api);
  await run(shop.ctx.db, sql`update settings set cash_rounding_cents = 5`);
  const methodId = await methodOf(shop, "cash");
  for (const [number, amountCents] of [
    [1042, 2697],
    [1043, 2695],
  ] as const) {
    const order = await readyOrder(shop, { number });
    const invoice = await issue(shop, order, { payment: { methodId, amountCents } });
    expect(invoice).toMatchObject({ state: "paid", totalCents: 2697, openCents: 0, paidCents: 2697 });
    const [payment] = (await shop.call(listPayments, { query: { invoiceId: invoice.id } })).items;
    expect(payment).toMatchObject({ amountCents: 2695, roundingCents: -2, unallocatedCents: 0 });
  }
});

test("more than is open becomes credit only after a question, and of nobody never", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const payment = { methodId: await methodOf(shop, "transfer"), amountCents: 4697 };
  expect(await refused(shop, order, { payment })).toMatchObject({
    detail: "That is more than is open: the rest becomes credit of 20.00.",
    warnings: [{ code: "becomes_credit" }],
  });
  const invoice = await issue(shop, order, { payment, acceptWarnings: ["becomes_credit"] });
  expect(invoice.state).toBe("paid");
  const next = await readyOrder(shop, { number: 1043 });
  await run(shop.ctx.db, sql`update work_orders set customer_id = ${order.customerId} where id = ${next.id}`);
  expect(await shop.call(previewInvoice, params(next))).toMatchObject({ creditCents: 2000, depositCents: 0 });
  const stranger = await readyOrder(shop, { number: 1044, customer: null });
  expect((await refused(shop, stranger, { payment })).errors?.[0]?.field).toBe("payment.amountCents");
});

test("a deposit is put on the invoice when it is issued", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const methodId = await methodOf(shop, "cash");
  for (const amountCents of [1000, 500]) {
    await shop.call(recordDeposit, { ...params(order), body: { methodId, amountCents } });
  }
  expect(await shop.call(previewInvoice, params(order))).toMatchObject({ depositCents: 1500 });
  const invoice = await issue(shop, order, { payment: { methodId, amountCents: 1197 } });
  expect(invoice).toMatchObject({ state: "paid", paidCents: 2697, openCents: 0 });
  expect(invoice.payments.map((payment) => payment.allocatedCents)).toEqual([1000, 500, 1197]);
});

test("a payment method that is not used any more cannot be chosen", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const paymentMethodId = await methodOf(shop, "card");
  await run(shop.ctx.db, sql`update payment_methods set active = false where id = ${paymentMethodId}`);
  expect((await refused(shop, order, { paymentMethodId })).errors).toEqual([
    { field: "paymentMethodId", message: "Card is not used any more; choose another." },
  ]);
});
