import { getCustomerBalance } from "@mechanicbuddy/contract/customers";
import {
  listPayments,
  listReceivables,
  recordDeposit,
  recordPayment,
  refundPayment,
} from "@mechanicbuddy/contract/payments";
import { cancelWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verify } from "../invoices/invoices.ts";
import { day, fiscalShop, issue, methodOf, readyOrder } from "../invoices/testing/order.ts";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import { heldDeposit } from "./payments.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
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
