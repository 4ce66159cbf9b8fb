import * as contract from "@mechanicbuddy/contract/customers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { addPaper, addPayment, addVisit } from "./testing/paper.ts";

let api: TestApi;
let shop: Shop;
let id: string;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
  id = (await shop.call(contract.createCustomer, { body: { kind: "private", lastName: "Kask" } })).id;
});

const balance = () => shop.call(contract.getCustomerBalance, { params: { id } });

test("invoices less credit notes and payments, plus refunds, is what a customer owes", async () => {
  const first = await addPaper(shop.ctx, {
    kind: "invoice",
    customerId: id,
    totalCents: 20_000,
    creditedCents: 5_000,
    paidCents: 15_000,
  });
  await addPaper(shop.ctx, { kind: "invoice", customerId: id, totalCents: 2_697, dueOn: "2199-01-01" });
  await addPaper(shop.ctx, { kind: "credit_note", customerId: id, totalCents: 5_000, credits: first });
  await addPayment(shop.ctx, {
    customerId: id,
    amountCents: 15_000,
    allocated: { invoiceId: first, cents: 15_000 },
  });
  expect(await balance()).toEqual({ balanceCents: 2_697, overdueCents: 0, creditCents: 0 });
});

test("what is past its due date is overdue", async () => {
  await addPaper(shop.ctx, {
    kind: "invoice",
    customerId: id,
    totalCents: 5_000,
    dueOn: "2026-01-05",
    paidCents: 1_000,
  });
  await addPayment(shop.ctx, { customerId: id, amountCents: 1_000 });
  expect((await balance()).overdueCents).toBe(4_000);
});

test("money on no invoice shows as credit until it is paid back", async () => {
  const refundOf = await addPayment(shop.ctx, { customerId: id, amountCents: 10_000 });
  expect(await balance()).toEqual({ balanceCents: -10_000, overdueCents: 0, creditCents: 10_000 });
  await addPayment(shop.ctx, { customerId: id, amountCents: 10_000, refundOf });
  expect(await balance()).toEqual({ balanceCents: 0, overdueCents: 0, creditCents: 0 });
});

test("cash that was rounded settles the whole invoice", async () => {
  const invoice = await addPaper(shop.ctx, { kind: "invoice", customerId: id, totalCents: 2_697, paidCents: 2_697 });
  await addPayment(shop.ctx, {
    customerId: id,
    amountCents: 2_695,
    roundingCents: -2,
    allocated: { invoiceId: invoice, cents: 2_697 },
  });
  expect(await balance()).toEqual({ balanceCents: 0, overdueCents: 0, creditCents: 0 });
});

test("the list shows who owes how much, and only them when asked", async () => {
  await shop.call(contract.createCustomer, { body: { kind: "private", lastName: "Aas" } });
  await addPaper(shop.ctx, { kind: "invoice", customerId: id, totalCents: 5_000 });
  const { items } = await shop.call(contract.listCustomers, {}, { as: "accountant" });
  expect(items.map((row) => [row.name, row.openCents])).toEqual([
    ["Aas", 0],
    ["Kask", 5_000],
  ]);
  const open = await shop.call(contract.listCustomers, { query: { balance: "open" } });
  expect(open.items.map((row) => row.name)).toEqual(["Kask"]);
});

test("visits come newest first, page by page, even many of one moment", async () => {
  const at = "2026-02-03T10:00:00.123456Z";
  for (const number of [1, 2, 3]) await addVisit(shop.ctx, { number, customerId: id, at });
  await addVisit(shop.ctx, { number: 4, customerId: id, concern: "Brakes", at: "2026-03-03T10:00:00Z" });
  const first = await shop.call(contract.listCustomerHistory, { params: { id }, query: { limit: 2 } });
  expect(first.items.map((visit) => visit.number)).toEqual([4, 3]);
  expect(first.items[0]).toMatchObject({ concern: "Brakes", stage: "order", at: "2026-03-03T10:00:00.000Z" });
  const query = { limit: 2, cursor: first.nextCursor as string };
  const second = await shop.call(contract.listCustomerHistory, { params: { id }, query });
  expect(second.items.map((visit) => visit.number)).toEqual([2, 1]);
  expect(second.nextCursor).toBeNull();
});

test("the last visit is that of an order that was not cancelled, and orders keep a customer from being deleted", async () => {
  await addVisit(shop.ctx, { number: 1, customerId: id, at: "2026-02-03T10:00:00Z" });
  await addVisit(shop.ctx, { number: 2, customerId: id, at: "2026-03-03T10:00:00Z", stage: "cancelled" });
  const { items } = await shop.call(contract.listCustomers);
  expect(items[0]?.lastVisitAt).toBe("2026-02-03T10:00:00.000Z");
  expect(await shop.refused(contract.deleteCustomer, { params: { id } })).toMatchObject({
    detail: "2 orders. Archive instead?",
    usedIn: [
      { kind: "work_order", label: "2" },
      { kind: "work_order", label: "1" },
    ],
  });
});
