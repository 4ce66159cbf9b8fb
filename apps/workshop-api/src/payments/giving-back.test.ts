import { getInvoice } from "@mechanicbuddy/contract/invoices";
import { listPayments, recordPayment, refundPayment, reversePayment } from "@mechanicbuddy/contract/payments";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verify } from "../invoices/invoices.ts";
import { fiscalShop, issue, methodOf, readyOrder } from "../invoices/testing/order.ts";
import { openTestApi, type TestApi } from "../testing/shop.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

/** A shop with one invoice over 26.97 and its payment. */
async function till(given: { amountCents?: number; kind?: string; cashRounding?: number } = {}) {
  const { amountCents = 2697, kind = "card", cashRounding = 0 } = given;
  const shop = await fiscalShop(api);
  await run(shop.ctx.db, sql`update settings set cash_rounding_cents = ${cashRounding}`);
  const invoice = await issue(shop, await readyOrder(shop));
  const allocations = [{ invoiceId: invoice.id, amountCents }];
  const methodId = await methodOf(shop, kind);
  const body = { methodId, amountCents, allocations, acceptWarnings: ["becomes_credit"] };
  return {
    shop,
    payment: await shop.call(recordPayment, { body }),
    card: await methodOf(shop, "card"),
    state: async () => {
      const { state, openCents } = await shop.call(getInvoice, { params: { id: invoice.id } });
      return [state, openCents];
    },
    sound: async () => expect((await verify(shop.ctx)).problems).toEqual([]),
  };
}

test("a mistyped payment is reversed: both rows stay, the invoice is open again, and it works once", async () => {
  const { shop, payment: wrong, state, sound } = await till({ kind: "cash", cashRounding: 5 });
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
  const { shop, payment, state, sound } = await till();
  const { id } = payment;
  const reverse = () => shop.answer(reversePayment, { params: { id }, body: { reason: "typed twice" } });
  const answers = await Promise.all([reverse(), reverse()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await state()).toEqual(["unpaid", 2697]);
  await sound();
});

test("money is given back at most as far as it came in", async () => {
  const { shop, payment, state, sound, card } = await till();
  const { id } = payment;
  const refund = (amountCents: number) => ({
    params: { id },
    body: { amountCents, methodId: card, reason: "wrong part" },
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
  const { shop, payment, sound, card } = await till();
  const { id } = payment;
  const body = { amountCents: 2000, methodId: card, reason: "wrong part" };
  const answers = await Promise.all([1, 2].map(() => shop.answer(refundPayment, { params: { id }, body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  await sound();
});

test("a mistyped refund is reversed too, and the invoice is paid again", async () => {
  const { shop, payment, state, card, sound } = await till();
  const { id } = payment;
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
  const { shop, payment, state, card, sound } = await till({ amountCents: 4697 });
  const { id } = payment;
  const refund = { amountCents: 2000, methodId: card, reason: "paid too much" };
  expect((await shop.call(refundPayment, { params: { id }, body: refund })).allocations).toEqual([]);
  expect(await state()).toEqual(["paid", 0]);
  expect((await shop.call(listPayments, { query: { unallocated: true } })).items).toEqual([]);
  await sound();
});
