import { getInvoice, previewInvoice } from "@mechanicbuddy/contract/invoices";
import {
  getPayment,
  listPayments,
  moveToCredit,
  payFromCredit,
  recordDeposit,
  recordPayment,
} from "@mechanicbuddy/contract/payments";
import { cancelWorkOrder } from "@mechanicbuddy/contract/work-orders";
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

/** A shop, an order of 26.97 whose customer has so much credit, and a way to pay. */
async function withCredit(creditCents: number) {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const methodId = await methodOf(shop, "card");
  const body = { methodId, amountCents: creditCents, customerId: order.customerId, allocations: [] };
  const credit = await shop.call(recordPayment, { body });
  return { shop, order, methodId, credit };
}

test("a deposit becomes the customer's credit: the order can be cancelled, and the next invoice is offered it", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const methodId = await methodOf(shop, "card");
  const deposit = await shop.call(recordDeposit, { params: { id: order.id }, body: { methodId, amountCents: 5000 } });
  expect(deposit.held).toBe(true);
  const params = { id: deposit.id };
  const moved = await shop.call(moveToCredit, { params, body: { reason: "comes back in May" } });
  expect(moved).toMatchObject({ unallocatedCents: 5000, held: false });
  expect((await shop.refused(moveToCredit, { params, body: { reason: "again" } })).detail).toBe(
    "R1 is the customer's credit already.",
  );
  const cancel = { params: { id: order.id }, body: { reason: "sold the car" } };
  expect((await shop.call(cancelWorkOrder, cancel)).stage).toBe("cancelled");

  const next = await readyOrder(shop, { number: 1043 });
  await run(shop.ctx.db, sql`update work_orders set customer_id = ${order.customerId} where id = ${next.id}`);
  expect(await shop.call(previewInvoice, { params: { id: next.id } })).toMatchObject({
    depositCents: 0,
    creditCents: 5000,
  });
  expect(await issue(shop, next, { useCredit: true })).toMatchObject({ state: "paid", paidCents: 2697 });
  expect(await shop.call(getPayment, { params })).toMatchObject({ unallocatedCents: 2303, held: false });
  expect((await verify(shop.ctx)).problems).toEqual([]);
});

test("only what is left of a deposit can become credit, and only somebody's", async () => {
  const { shop, order, methodId, credit } = await withCredit(1000);
  const reason = { reason: "keep it" };
  expect((await shop.refused(moveToCredit, { params: { id: credit.id }, body: reason })).detail).toBe(
    "R1 is no deposit.",
  );
  const deposit = await shop.call(recordDeposit, { params: { id: order.id }, body: { methodId, amountCents: 2697 } });
  await issue(shop, order);
  expect((await shop.refused(moveToCredit, { params: { id: deposit.id }, body: reason })).detail).toBe(
    "Nothing of R2 is left.",
  );
  const nobodys = await readyOrder(shop, { number: 1043 });
  await run(shop.ctx.db, sql`update work_orders set customer_id = null where id = ${nobodys.id}`);
  const { id } = await shop.call(recordDeposit, { params: { id: nobodys.id }, body: { methodId, amountCents: 100 } });
  expect((await shop.refused(moveToCredit, { params: { id }, body: reason })).detail).toBe(
    "R3 came from nobody who could have credit; give the money back.",
  );
});

test("credit pays a part of an invoice while it is issued, the rest is taken at the counter", async () => {
  const { shop, order, methodId } = await withCredit(1000);
  const invoice = await issue(shop, order, { useCredit: true, payment: { methodId, amountCents: 1697 } });
  expect(invoice).toMatchObject({ state: "paid", paidCents: 2697, openCents: 0 });
  const { items } = await shop.call(listPayments, { query: { unallocated: true } });
  expect(items).toEqual([]);
});

test("without being asked an invoice takes no credit; later it does, and then there is none", async () => {
  const { shop, order } = await withCredit(1000);
  const invoice = await issue(shop, order);
  expect(invoice.openCents).toBe(2697);
  const params = { id: invoice.id };
  expect(await shop.call(payFromCredit, { params })).toEqual({ usedCents: 1000, openCents: 1697 });
  expect(await shop.call(getInvoice, { params })).toMatchObject({ state: "partly_paid", openCents: 1697 });
  expect((await shop.refused(payFromCredit, { params })).detail).toBe(
    `There is no credit for ${invoice.number}; take a payment.`,
  );
});

test("two invoices that want the same credit at once share it: never more than there is", async () => {
  const { shop, order } = await withCredit(3000);
  const other = await readyOrder(shop, { number: 1043 });
  await run(shop.ctx.db, sql`update work_orders set customer_id = ${order.customerId} where id = ${other.id}`);
  const invoices = await Promise.all([order, other].map((one) => issue(shop, one)));
  const used = await Promise.all(invoices.map(({ id }) => shop.call(payFromCredit, { params: { id } })));
  expect(used.reduce((sum, { usedCents }) => sum + usedCents, 0)).toBe(3000);
  expect((await verify(shop.ctx)).problems).toEqual([]);
});

test("a deposit kept for another order is no credit", async () => {
  const { shop, order, methodId } = await withCredit(1000);
  const other = await readyOrder(shop, { number: 1043 });
  await run(shop.ctx.db, sql`update work_orders set customer_id = ${order.customerId} where id = ${other.id}`);
  await shop.call(recordDeposit, { params: { id: other.id }, body: { methodId, amountCents: 700 } });
  expect(await shop.call(previewInvoice, { params: { id: order.id } })).toMatchObject({
    depositCents: 0,
    creditCents: 1000,
  });
  const { items } = await shop.call(listPayments, { query: { workOrderId: other.id } });
  expect(items.map(({ number, held }) => [number, held])).toEqual([["R2", true]]);
});
