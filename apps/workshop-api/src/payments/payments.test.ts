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
import { cancelWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verify } from "../invoices/invoices.ts";
import { day, fiscalShop, issue, methodOf, readyOrder } from "../invoices/testing/order.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { heldDeposit } from "./payments.ts";

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

test("a mistyped payment is reversed: both rows stay, the invoice is open again, and it works once", async () => {
  const { shop, pay, state, cash, sound } = await till({ cashRounding: 5 });
  const wrong = await pay(2697, 2697, cash);
  const reverse = (id: string) => ({ params: { id }, body: { reason: "typed twice" } });
  const undone = await shop.call(reversePayment, reverse(wrong.id));
  expect(undone).toMatchObject({
    number: "R2",
    direction: "out",
    amountCents: 2695,
    roundingCents: -2,
    reverses: "R1",
    reason: "typed twice",
    allocations: [{ amountCents: -2697 }],
  });
  expect(await state()).toEqual(["unpaid", 2697]);
  const { items } = await shop.call(listPayments);
  expect(items.map(({ number, reversedBy, unallocatedCents }) => [number, reversedBy, unallocatedCents])).toEqual([
    ["R2", null, 0],
    ["R1", "R2", 0],
  ]);
  expect((await shop.refused(reversePayment, reverse(wrong.id))).detail).toBe("R1 was reversed by R2 already.");
  expect((await shop.refused(reversePayment, reverse(undone.id))).detail).toBe(
    "R2 undoes another payment and stays; record the payment anew.",
  );
  await sound();
});

test("two people who reverse the same payment at once undo it once", async () => {
  const { shop, pay, state, sound } = await till();
  const { id } = await pay(2697);
  const reverse = () => shop.answer(reversePayment, { params: { id }, body: { reason: "typed twice" } });
  const answers = await Promise.all([reverse(), reverse()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await state()).toEqual(["unpaid", 2697]);
  await sound();
});

test("money is given back at most as far as it came in", async () => {
  const { shop, pay, state, sound, cash } = await till();
  const { id } = await pay(2697);
  const refund = (amountCents: number) => ({
    params: { id },
    body: { amountCents, methodId: cash, reason: "wrong part" },
  });
  expect(await shop.call(refundPayment, refund(1000))).toMatchObject({
    direction: "out",
    refunds: "R1",
    reverses: null,
    amountCents: 1000,
    allocations: [{ amountCents: -1000 }],
  });
  expect(await state()).toEqual(["partly_paid", 1000]);
  expect((await shop.refused(refundPayment, refund(1698))).errors).toEqual([
    { field: "amountCents", message: "Only 16.97 of R1 is left to give back." },
  ]);
  expect((await shop.refused(reversePayment, { params: { id }, body: { reason: "no" } })).detail).toBe(
    "R2 gave money of R1 back; reverse that one first.",
  );
  await shop.call(refundPayment, refund(1697));
  expect(await state()).toEqual(["unpaid", 2697]);
  expect((await shop.refused(refundPayment, refund(1))).errors?.[0]?.message).toBe(
    "Only 0.00 of R1 is left to give back.",
  );
  await sound();
});

test("two refunds at once never give back more than came in", async () => {
  const { shop, pay, sound, card } = await till();
  const { id } = await pay(2697);
  const body = { amountCents: 2000, methodId: card, reason: "wrong part" };
  const answers = await Promise.all([1, 2].map(() => shop.answer(refundPayment, { params: { id }, body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  await sound();
});

test("a mistyped refund is reversed too, and the invoice is paid again", async () => {
  const { shop, pay, state, card, sound } = await till();
  const { id } = await pay(2697);
  const body = { amountCents: 2000, methodId: card, reason: "wrong car" };
  const refund = await shop.call(refundPayment, { params: { id }, body });
  const undone = await shop.call(reversePayment, {
    params: { id: refund.id },
    body: { reason: "it was the right car" },
  });
  expect(undone).toMatchObject({ direction: "in", reverses: "R2", allocations: [{ amountCents: 2000 }] });
  expect(await state()).toEqual(["paid", 0]);
  expect((await shop.refused(refundPayment, { params: { id: refund.id }, body })).detail).toBe(
    "Only money that came in can be given back.",
  );
  await shop.call(reversePayment, { params: { id }, body: { reason: "typed twice" } });
  expect(await state()).toEqual(["unpaid", 2697]);
  await sound();
});

test("credit is given back before an invoice is opened again", async () => {
  const { shop, body, state, card, sound } = await till();
  const paid = { ...body(4697), acceptWarnings: ["becomes_credit"] };
  const { id } = await shop.call(recordPayment, { body: paid });
  const refund = { amountCents: 2000, methodId: card, reason: "paid too much" };
  expect((await shop.call(refundPayment, { params: { id }, body: refund })).allocations).toEqual([]);
  expect(await state()).toEqual(["paid", 0]);
  expect((await shop.call(listPayments, { query: { unallocated: true } })).items).toEqual([]);
  await sound();
});

test("an order with a deposit is not cancelled before the money went back; then the balance is zero", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const methodId = await methodOf(shop, "cash");
  const params = { id: order.id };
  const deposit = await shop.call(recordDeposit, { params, body: { methodId, amountCents: 5000, reference: "key 7" } });
  expect(deposit).toMatchObject({
    number: "R1",
    reference: "key 7",
    workOrder: { number: 1042 },
    customer: { name: "Marika Kask" },
    unallocatedCents: 5000,
  });
  expect(await heldDeposit(shop.ctx, order.id)).toBe(5000);
  const cancel = { params, body: { reason: "sold the car" } };
  expect((await shop.refused(cancelWorkOrder, cancel)).code).toBe("conflict");

  const body = { amountCents: 5000, methodId, reason: "changed her mind" };
  await shop.call(refundPayment, { params: { id: deposit.id }, body });
  expect(await heldDeposit(shop.ctx, order.id)).toBe(0);
  expect((await shop.call(cancelWorkOrder, cancel)).stage).toBe("cancelled");
  expect(await shop.call(getCustomerBalance, { params: { id: order.customerId as string } })).toMatchObject({
    balanceCents: 0,
    creditCents: 0,
  });
  expect((await shop.refused(recordDeposit, { params, body: { methodId, amountCents: 100 } })).detail).toBe(
    "Order 1042 is cancelled; reopen it before you take a deposit.",
  );
});

test("what a deposit leaves over the invoice is credit; an invoiced order takes no deposit", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const methodId = await methodOf(shop, "card");
  const body = { methodId, amountCents: 5000 };
  await shop.call(recordDeposit, { params: { id: order.id }, body });
  expect(await issue(shop, order)).toMatchObject({ state: "paid", paidCents: 2697 });
  const [left] = (await shop.call(listPayments, { query: { unallocated: true } })).items;
  expect(left).toMatchObject({ number: "R1", unallocatedCents: 2303 });
  expect((await shop.refused(recordDeposit, { params: { id: order.id }, body })).detail).toBe(
    "Order 1042 is invoiced; record the payment on its invoice.",
  );
  expect((await verify(shop.ctx)).problems).toEqual([]);
});

test("who owes what is listed by customer, the longest overdue first", async () => {
  const shop = await fiscalShop(api);
  expect(await shop.call(listReceivables)).toEqual({ items: [], openCents: 0, overdueCents: 0 });
  const orders = [];
  for (const [n, lastName] of ["Kask", "Tamm", "Saar"].entries()) {
    orders.push(await readyOrder(shop, { number: 1042 + n, customer: { lastName } }));
  }
  const [kask, tamm, saar] = await Promise.all(orders.map((order) => issue(shop, order)));
  const methodId = await methodOf(shop, "card");
  const allocations = [{ invoiceId: saar?.id as string, amountCents: 2697 }];
  await shop.call(recordPayment, { body: { methodId, amountCents: 2697, allocations } });
  await run(shop.ctx.db, sql`update receivables set due_on = ${day(api, -3)} where invoice_id = ${tamm?.id}`);
  const list = await shop.call(listReceivables);
  expect(list).toMatchObject({
    items: [
      {
        customer: { name: "Marika Tamm" },
        openCents: 2697,
        overdueCents: 2697,
        oldestDueOn: day(api, -3),
        invoices: 1,
      },
      { customer: { name: "Marika Kask" }, openCents: 2697, overdueCents: 0, oldestDueOn: kask?.dueOn },
    ],
    openCents: 5394,
    overdueCents: 2697,
  });
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
