import { createCustomer } from "@mechanicbuddy/contract/customers";
import { listMessages } from "@mechanicbuddy/contract/messages";
import { listPayments, recordPayment } from "@mechanicbuddy/contract/payments";
import type { Role } from "@mechanicbuddy/contract/permission";
import { listPaymentMethods } from "@mechanicbuddy/contract/settings";
import { getToday } from "@mechanicbuddy/contract/today";
import { createWorkOrder, listWorkOrders } from "@mechanicbuddy/contract/work-orders";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const hour = 3_600_000;
const promised = (inHours: number) =>
  shop.call(createWorkOrder, {
    body: {
      promisedAt: new Date(api.clock.now().getTime() + inHours * hour).toISOString(),
      acceptWarnings: ["promise_in_past"],
    },
  });

test("figures are the totals of the lists they lead to", async () => {
  await promised(-1);
  await promised(72);
  const { work, money, failedMessages, lowParts } = await shop.call(getToday);
  const total = async (view: "open" | "today" | "asked" | "overdue" | "ready") =>
    (await shop.call(listWorkOrders, { query: { view, total: true } })).total;
  expect(work).toMatchObject({ open: 2, late: 1, asked: 0, ready: 0 });
  expect(work).toMatchObject({
    open: await total("open"),
    promised: await total("today"),
    late: await total("overdue"),
    asked: await total("asked"),
    ready: await total("ready"),
  });
  expect(work?.lateOrders).toHaveLength(1);
  expect(money).toEqual({
    unpaid: { count: 0, openCents: 0 },
    overdue: { count: 0, openCents: 0 },
    unallocatedCents: 0,
  });
  expect({ failedMessages, lowParts }).toEqual({ failedMessages: 0, lowParts: 0 });
  expect((await shop.call(listMessages, { query: { status: "failed" } })).items).toEqual([]);
});

test("money on no invoice is the sum of what is left of the payments in its list", async () => {
  const { items: methods } = await shop.call(listPaymentMethods);
  const { id: customerId } = await shop.call(createCustomer, { body: { kind: "private", lastName: "Kask" } });
  for (const amountCents of [5_000, 1_234]) {
    await shop.call(recordPayment, {
      body: {
        methodId: methods[0]?.id ?? "",
        amountCents,
        customerId,
        allocations: [],
        acceptWarnings: ["becomes_credit"],
      },
    });
  }
  const { items } = await shop.call(listPayments, { query: { unallocated: true } });
  const { money } = await shop.call(getToday, {}, { as: "accountant" });
  expect(items.reduce((sum, { unallocatedCents }) => sum + unallocatedCents, 0)).toBe(6_234);
  expect(money?.unallocatedCents).toBe(6_234);
});

test("nobody gets a figure of a list the role may not read", async () => {
  const keys = async (as: Role) => Object.keys(await shop.call(getToday, {}, { as })).sort();
  expect(await keys("mechanic")).toEqual(["columns", "lowParts", "work"]);
  expect(await keys("readonly")).toEqual(["columns", "lowParts", "money", "work"]);
  expect(await keys("accountant")).toEqual(["columns", "failedMessages", "lowParts", "money", "month", "work"]);
});

test("cars are counted by their column, each as many as its list holds", async () => {
  await promised(-1);
  await promised(72);
  const { columns } = await shop.call(getToday);
  expect(columns).toHaveLength(1);
  const [column] = columns ?? [];
  const query = { view: "open", statusId: column?.statusId as string, total: true } as const;
  expect((await shop.call(listWorkOrders, { query })).total).toBe(column?.count);
});

test("the owner sees this month against the same days of the month before", async () => {
  const { month } = await shop.call(getToday);
  expect(month).toMatchObject({ netCents: 0, beforeCents: 0 });
});

test("looking at the day costs one round trip", async () => {
  await shop.call(getToday);
  const { cost } = await shop.answer(getToday);
  expect(cost.roundTrips).toBe(1);
});
