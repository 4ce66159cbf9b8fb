import { getCustomerBalance } from "@mechanicbuddy/contract/customers";
import { getInvoice } from "@mechanicbuddy/contract/invoices";
import {
  allocatePayment,
  listPayments,
  listReceivables,
  recordDeposit,
  recordPayment,
  refundPayment,
  reversePayment,
} from "@mechanicbuddy/contract/payments";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verify } from "../invoices/invoices.ts";
import { day, fiscalShop, issue, methodOf, readyOrder } from "../invoices/testing/order.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

/** A shop with one invoice over 26.97, and words to move money with. */
async function till(more: { cashRounding?: number } = {}) {
  const shop = await fiscalShop(api);
  await run(shop.ctx.db, sql`update settings set cash_rounding_cents = ${more.cashRounding ?? 0}`);
  const order = await readyOrder(shop);
  const invoice = await issue(shop, order);
  const [cash, card] = [await methodOf(shop, "cash"), await methodOf(shop, "card")];
  const body = (amountCents: number, allocatedCents = amountCents, methodId = card) => ({
    methodId,
    amountCents,
    allocations: [{ invoiceId: invoice.id, amountCents: allocatedCents }],
  });
  return {
    shop,
    order,
    invoice,
    cash,
    card,
    body,
    pay: (amountCents: number, allocatedCents = amountCents, methodId = card) =>
      shop.call(recordPayment, { body: body(amountCents, allocatedCents, methodId) }),
    state: async () => {
      const { state, openCents } = await shop.call(getInvoice, { params: { id: invoice.id } });
      return [state, openCents];
    },
    sound: async () => expect((await verify(shop.ctx)).problems).toEqual([]),
  };
}

/** Another invoice of the same customer. */
async function secondInvoice(shop: Shop, customerId: string | null) {
  const order = await readyOrder(shop, { number: 1043 });
  await run(shop.ctx.db, sql`update work_orders set customer_id = ${customerId} where id = ${order.id}`);
  return issue(shop, order);
}

test("an invoice is paid in parts, and each gets a receipt number", async () => {
  const { pay, state, shop, invoice, sound } = await till();
  expect(await pay(1000)).toMatchObject({
    number: "R1",
    direction: "in",
    amountCents: 1000,
    receivedOn: day(api),
    customer: { name: "Marika Kask" },
    allocations: [{ number: invoice.number, amountCents: 1000 }],
    unallocatedCents: 0,
  });
  expect(await state()).toEqual(["partly_paid", 1697]);
  expect((await pay(1697)).number).toBe("R2");
  expect(await state()).toEqual(["paid", 0]);
  expect((await shop.call(getInvoice, { params: { id: invoice.id } })).payments.map(({ number }) => number)).toEqual([
    "R1",
    "R2",
  ]);
  await sound();
});

test("26.97 in cash with 5-cent rounding takes 26.95 and pays the invoice", async () => {
  const { pay, state, cash, sound, shop, order } = await till({ cashRounding: 5 });
  expect(await pay(2697, 2697, cash)).toMatchObject({ amountCents: 2695, roundingCents: -2, unallocatedCents: 0 });
  expect(await state()).toEqual(["paid", 0]);
  expect(await shop.call(getCustomerBalance, { params: { id: order.customerId as string } })).toMatchObject({
    balanceCents: 0,
    creditCents: 0,
  });
  await sound();
});

test("the coins on the counter pay the invoice as well, and what rounds to nothing is refused", async () => {
  const { pay, body, state, shop, cash } = await till({ cashRounding: 5 });
  expect(await pay(2695, 2697, cash)).toMatchObject({ amountCents: 2695, roundingCents: -2 });
  expect(await state()).toEqual(["paid", 0]);
  expect((await shop.refused(recordPayment, { body: body(2, 2, cash) })).errors?.[0]?.field).toBe("amountCents");
});

test("what is above the open amount becomes credit after a question, and is offered for the next invoice", async () => {
  const { shop, body, state, order, sound } = await till();
  const refused = await shop.refused(recordPayment, { body: body(4697) });
  expect(refused).toMatchObject({
    code: "conflict",
    detail: "That is more than is open: the rest becomes credit of 20.00.",
    warnings: [{ code: "becomes_credit" }],
  });
  const accepted = { ...body(4697), acceptWarnings: ["becomes_credit"] };
  const payment = await shop.call(recordPayment, { body: accepted });
  expect(payment).toMatchObject({ unallocatedCents: 2000, allocations: [{ amountCents: 2697 }] });
  expect(await state()).toEqual(["paid", 0]);
  const free = await shop.call(listPayments, { query: { unallocated: true } });
  expect(free.items.map(({ number }) => number)).toEqual(["R1"]);
  const balance = () => shop.call(getCustomerBalance, { params: { id: order.customerId as string } });
  expect(await balance()).toMatchObject({ creditCents: 2000 });

  const next = await secondInvoice(shop, order.customerId);
  const allocate = (amountCents: number) => ({
    params: { id: payment.id },
    body: { allocations: [{ invoiceId: next.id, amountCents }] },
  });
  expect((await shop.refused(allocatePayment, allocate(2001))).errors?.[0]?.message).toBe(
    "Only 20.00 of R1 is left; lower what an invoice gets.",
  );
  expect(await shop.call(allocatePayment, allocate(2000))).toMatchObject({ unallocatedCents: 0 });
  expect(await shop.call(getInvoice, { params: { id: next.id } })).toMatchObject({
    state: "partly_paid",
    openCents: 697,
  });
  expect(await balance()).toMatchObject({ creditCents: 0, balanceCents: 697 });
  expect((await shop.call(listPayments, { query: { unallocated: true } })).items).toEqual([]);
  await sound();
});

test("one payment pays several invoices of a customer, and none of another's", async () => {
  const { shop, invoice, card, order, sound } = await till();
  const own = await secondInvoice(shop, order.customerId);
  const foreign = await issue(shop, await readyOrder(shop, { number: 1044 }));
  const pay = (ids: string[], amountCents: number) => ({
    body: { methodId: card, amountCents, allocations: ids.map((invoiceId) => ({ invoiceId, amountCents: 2697 })) },
  });
  const refused = await shop.refused(recordPayment, pay([invoice.id, foreign.id], 5394));
  expect(refused.errors).toEqual([
    {
      field: "allocations.1.invoiceId",
      message: "This invoice is another customer's; record a payment of its own for it.",
    },
  ]);
  expect((await shop.refused(recordPayment, pay([invoice.id, own.id], 5000))).errors).toEqual([
    { field: "amountCents", message: "The invoices are to get 3.94 more than comes in; lower what one of them gets." },
  ]);
  expect((await shop.refused(recordPayment, pay([invoice.id, invoice.id], 5394))).errors?.[0]?.field).toBe(
    "allocations.1.invoiceId",
  );
  expect((await shop.call(recordPayment, pay([invoice.id, own.id], 5394))).allocations).toHaveLength(2);
  await sound();
});

test("zero, a day ahead, an unknown invoice, method or customer, and money for nobody are named", async () => {
  const { shop, body, card } = await till();
  const errorsOf = async (given: object) =>
    (await shop.refused(recordPayment, { body: { ...body(1000), ...given } })).errors;
  expect(await errorsOf({ amountCents: 0 })).toEqual([
    { field: "amountCents", message: "Enter an amount above zero." },
  ]);
  expect(await errorsOf({ receivedOn: day(api, 1) })).toEqual([
    { field: "receivedOn", message: "This day lies ahead; choose today or an earlier one." },
  ]);
  expect((await errorsOf({ methodId: newId() }))?.[0]?.field).toBe("methodId");
  expect((await errorsOf({ customerId: newId() }))?.[0]?.field).toBe("customerId");
  const stranger = [{ invoiceId: newId(), amountCents: 1000 }];
  expect((await errorsOf({ allocations: stranger }))?.[0]?.field).toBe("allocations.0.invoiceId");
  expect(await errorsOf({ allocations: [] })).toEqual([
    { field: "customerId", message: "Choose the customer or an invoice this money is for." },
  ]);
  await run(shop.ctx.db, sql`update payment_methods set active = false where id = ${card}`);
  expect((await errorsOf({}))?.[0]?.message).toBe("Card is not used any more; choose another.");
  expect((await shop.call(listPayments)).items).toEqual([]);
});

test("a neighbour's payment, invoice and order are not there", async () => {
  const [ours, theirs] = [await till(), await till()];
  const { id } = await theirs.pay(1000);
  const body = { amountCents: 1000, methodId: ours.card, reason: "mine now" };
  expect((await ours.shop.refused(refundPayment, { params: { id }, body })).code).toBe("not_found");
  expect((await ours.shop.refused(reversePayment, { params: { id }, body: { reason: "no" } })).code).toBe("not_found");
  const allocations = [{ invoiceId: ours.invoice.id, amountCents: 1 }];
  expect((await ours.shop.refused(allocatePayment, { params: { id }, body: { allocations } })).code).toBe("not_found");
  const deposit = { methodId: ours.card, amountCents: 1000 };
  const params = { id: theirs.order.id };
  expect((await ours.shop.refused(recordDeposit, { params, body: deposit })).code).toBe("not_found");
  expect((await ours.shop.call(listPayments)).items).toEqual([]);
  expect(await theirs.state()).toEqual(["partly_paid", 1697]);
});

test("the ledger goes on where it ended, and is filtered by invoice, customer, day and words", async () => {
  const { shop, pay, invoice, order } = await till();
  for (const cents of [100, 200, 300]) await pay(cents);
  const numbers = async (query: object) => (await shop.call(listPayments, { query })).items.map(({ number }) => number);
  const first = await shop.call(listPayments, { query: { limit: 2, total: true } });
  expect(first.items.map(({ number }) => number)).toEqual(["R3", "R2"]);
  expect(first.total).toBe(3);
  expect(await numbers({ limit: 2, cursor: first.nextCursor })).toEqual(["R1"]);
  expect(await numbers({ invoiceId: invoice.id, customerId: order.customerId })).toHaveLength(3);
  expect(await numbers({ invoiceId: newId() })).toEqual([]);
  expect(await numbers({ q: "r2" })).toEqual(["R2"]);
  expect(await numbers({ from: day(api), to: day(api), unallocated: false })).toHaveLength(3);
  expect(await numbers({ to: day(api, -1) })).toEqual([]);
});

test("lists cost one round trip; recording takes four: locks and reads, number, rows, commit", async () => {
  const { shop, pay, body } = await till();
  await pay(1);
  for (const route of [listPayments, listReceivables]) {
    expect((await shop.answer(route)).cost).toMatchObject({ statements: 2, roundTrips: 1 });
  }
  expect((await shop.answer(recordPayment, { body: body(1) })).cost.roundTrips).toBe(4);
});
