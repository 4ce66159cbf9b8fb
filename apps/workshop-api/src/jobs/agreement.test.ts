import { recordDecision } from "@mechanicbuddy/contract/estimates";
import { getSettings, updateSettings } from "@mechanicbuddy/contract/settings";
import * as contract from "@mechanicbuddy/contract/work-orders";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { visit } from "../work-orders/testing/visit.ts";

let api: TestApi;
let shop: Shop;
let order: contract.WorkOrder;
let job: contract.Job;
let line: contract.Line;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
  order = await visit(shop);
  job = await shop.call(contract.addJob, { params: { id: order.id }, body: { title: "Front brakes" } });
  line = await add("Discs and pads", 40_000);
  await approve();
});

const add = (description: string, unitPriceCents: number) =>
  shop.call(contract.addLine, {
    params: { id: job.id },
    body: { kind: "part", quantity: "1", description, unitPriceCents },
  });
const approve = () =>
  shop.call(recordDecision, {
    params: { id: job.id },
    body: { decision: "approved", method: "in_person", name: "Marika Kask" },
  });
const change = async (fields: object) => {
  line = await shop.call(contract.updateLine, { params: { id: line.id }, body: { version: line.version, ...fields } });
};
const read = () => shop.call(contract.getWorkOrder, { params: { id: order.id } });
const authorisation = async () => (await read()).jobs[0]?.authorisation;
const decisions = async () =>
  (
    await rows<{ decision: string }>(
      shop.ctx.db,
      sql`select decision from approvals where job_id = ${job.id} order by seq`,
    )
  ).map(({ decision }) => decision);

test("the first yes makes the quote an order", async () => {
  expect(await read()).toMatchObject({ stage: "order", jobs: [{ authorisation: "approved" }] });
});

test("a price raised after the yes revokes it and the order is a quote again; a new yes repairs both", async () => {
  await change({ unitPriceCents: 40_001 });
  expect(await read()).toMatchObject({ stage: "quote", jobs: [{ authorisation: "changed" }] });
  expect(await decisions()).toEqual(["approved", "revoked"]);
  await approve();
  expect(await read()).toMatchObject({ stage: "order", jobs: [{ authorisation: "approved" }] });
});

test("lowering a price, a discount, and raising it back to what was agreed revoke nothing", async () => {
  await change({ unitPriceCents: 30_000 });
  await change({ discountPercent: 10 });
  await change({ unitPriceCents: 40_000, discountPercent: 0 });
  expect(await authorisation()).toBe("approved");
  expect(await decisions()).toEqual(["approved"]);
});

test("a rise within the workshop's tolerance revokes nothing", async () => {
  const { version } = await shop.call(getSettings);
  await shop.call(updateSettings, { body: { version, approvalTolerancePercent: 5 } });
  await change({ unitPriceCents: 42_000 });
  expect(await authorisation()).toBe("approved");
  await change({ unitPriceCents: 42_001 });
  expect(await authorisation()).toBe("changed");
});

test("adding even a free line asks again, taking one away does not", async () => {
  await shop.call(contract.deleteLine, { params: { id: line.id } });
  expect(await authorisation()).toBe("approved");
  await add("Free washer fluid", 0);
  expect(await authorisation()).toBe("changed");
});

test("exchanging a part asks again", async () => {
  await change({ description: "Cheaper discs and pads", unitPriceCents: 20_000 });
  expect(await authorisation()).toBe("changed");
});

test("cause, correction, mechanics and the order of lines never ask again", async () => {
  await shop.call(
    contract.recordResult,
    { params: { id: job.id }, body: { version: job.version, cause: "2 mm left", correction: "Replaced", done: true } },
    { as: "mechanic" },
  );
  const { version } = (await read()).jobs[0] as contract.Job;
  const mechanicIds = [shop.people.mechanic.employeeId];
  await shop.call(contract.updateJob, { params: { id: job.id }, body: { version, mechanicIds } });
  await shop.call(contract.orderLines, { params: { id: job.id }, body: { lineIds: [line.id] } });
  expect(await authorisation()).toBe("approved");
});

test("moving a line into an approved job asks again about that job only", async () => {
  const other = await shop.call(contract.addJob, { params: { id: order.id }, body: { title: "Wipers" } });
  const wiper = await shop.call(contract.addLine, {
    params: { id: other.id },
    body: { kind: "part", quantity: "1", description: "Wiper", unitPriceCents: 1500 },
  });
  await shop.call(contract.updateLine, { params: { id: wiper.id }, body: { version: wiper.version, jobId: job.id } });
  expect((await read()).jobs.map(({ authorisation }) => authorisation)).toEqual(["changed", "draft"]);
});

test("an order that was started on somebody's word stays an order when a yes is revoked", async () => {
  const second = await shop.call(contract.createWorkOrder, { body: {} });
  await shop.call(contract.startWorkOrder, { params: { id: second.id }, body: { orderedBy: "Marika Kask, by phone" } });
  job = await shop.call(contract.addJob, { params: { id: second.id }, body: { title: "Brakes" } });
  line = await add("Pads", 10_000);
  await approve();
  await change({ unitPriceCents: 20_000 });
  expect(await shop.call(contract.getWorkOrder, { params: { id: second.id } })).toMatchObject({
    stage: "order",
    orderedBy: "Marika Kask, by phone",
    jobs: [{ authorisation: "changed" }],
  });
});

test("a job the customer was asked about is not deleted", async () => {
  expect((await shop.refused(contract.deleteJob, { params: { id: job.id } })).detail).toMatch(/was asked/);
});
