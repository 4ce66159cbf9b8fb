import { listMyJobs } from "@mechanicbuddy/contract/my-jobs";
import {
  addJob,
  createWorkOrder,
  listBoardStatuses,
  moveWorkOrder,
  recordResult,
} from "@mechanicbuddy/contract/work-orders";
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

const mine = async () => (await shop.call(listMyJobs, {}, { as: "mechanic" })).items;
const columnNamed = async (name: string) => {
  const { items } = await shop.call(listBoardStatuses);
  return items.find((one) => one.name === name)?.id ?? "";
};
async function jobFor(title: string, kind: "repair" | "diagnosis" = "repair") {
  const order = await shop.call(createWorkOrder, { body: { concern: `${title}, please` } });
  const body = { title, kind, mechanicIds: [shop.people.mechanic.employeeId] };
  return { orderId: order.id, ...(await shop.call(addJob, { params: { id: order.id }, body })) };
}

test("a mechanic sees the jobs given to them, cars in work first and done jobs last", async () => {
  const oil = await jobFor("Oil");
  const brakes = await jobFor("Brakes");
  const belt = await jobFor("Belt");
  await shop.call(moveWorkOrder, { params: { id: belt.orderId }, body: { statusId: await columnNamed("In work") } });
  await shop.call(recordResult, { params: { id: oil.id }, body: { version: oil.version, done: true } });
  expect((await mine()).map(({ title }) => title)).toEqual(["Belt", "Brakes", "Oil"]);
  expect((await mine())[1]).toMatchObject({ id: brakes.id, order: { concern: "Brakes, please", late: false } });
  expect((await shop.call(listMyJobs)).items).toEqual([]);
});

test("cars that are gone are nobody's job any more", async () => {
  const { orderId } = await jobFor("Oil");
  await shop.call(moveWorkOrder, { params: { id: orderId }, body: { statusId: await columnNamed("Gone") } });
  expect(await mine()).toEqual([]);
});

test("work starts behind the waiting columns, a diagnosis in its own", async () => {
  await jobFor("Oil");
  await jobFor("Noise", "diagnosis");
  const starts = Object.fromEntries((await mine()).map(({ title, startStatusId }) => [title, startStatusId]));
  expect(starts).toEqual({ Oil: await columnNamed("In work"), Noise: await columnNamed("Diagnosis") });
});
