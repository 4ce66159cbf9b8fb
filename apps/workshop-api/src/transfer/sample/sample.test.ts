import { createCustomer, listCustomers } from "@mechanicbuddy/contract/customers";
import { issueEstimate } from "@mechanicbuddy/contract/estimates";
import { listParts } from "@mechanicbuddy/contract/parts";
import { listEmployees } from "@mechanicbuddy/contract/people";
import { emptySampleData, fillSampleData, getSampleData } from "@mechanicbuddy/contract/sample-data";
import { listVehicles } from "@mechanicbuddy/contract/vehicles";
import { getWorkOrder, listWorkOrders } from "@mechanicbuddy/contract/work-orders";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../../testing/shop.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

async function counts() {
  const lists = [listCustomers, listVehicles, listParts, listWorkOrders, listEmployees] as const;
  const answers = await Promise.all(lists.map((list) => shop.answer(list, { query: { total: true } as never })));
  return answers.map(({ body }) => (body as { total: number }).total);
}

test("an empty workshop is filled to look around, and emptied again without a trace", async () => {
  const [, , , , mechanics] = await counts();
  expect(await shop.call(getSampleData)).toEqual({ filled: false, empty: true });
  expect(await shop.call(fillSampleData)).toEqual({ filled: true, empty: false });
  expect(await counts()).toEqual([2, 2, 10, 2, (mechanics ?? 0) + 2]);
  const [row] = (await shop.call(listWorkOrders)).items;
  const order = await shop.call(getWorkOrder, { params: { id: row?.id ?? "" } });
  expect(order.jobs[0]?.lines.map(({ kind }) => kind)).toEqual(["labour", "part", "part"]);
  expect(await shop.call(emptySampleData)).toEqual({ filled: false, empty: true });
  expect(await counts()).toEqual([0, 0, 0, 0, mechanics]);
});

test("a workshop with data of its own is not filled", async () => {
  await shop.call(createCustomer, { body: { kind: "private", lastName: "Kask" } });
  expect((await shop.refused(fillSampleData)).detail).toContain("already");
  expect((await shop.refused(emptySampleData)).code).toBe("in_use");
});

test("once an estimate was issued about it, the sample data stays whole", async () => {
  await shop.call(fillSampleData);
  const before = await counts();
  const [row] = (await shop.call(listWorkOrders)).items;
  const { jobs } = await shop.call(getWorkOrder, { params: { id: row?.id ?? "" } });
  await shop.call(issueEstimate, { params: { id: row?.id ?? "" }, body: { jobIds: jobs.map(({ id }) => id) } });
  expect((await shop.refused(emptySampleData)).code).toBe("in_use");
  expect(await counts()).toEqual(before);
  expect((await shop.call(getSampleData)).filled).toBe(true);
});
