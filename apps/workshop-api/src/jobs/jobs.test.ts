import * as contract from "@mechanicbuddy/contract/work-orders";
import { newId } from "@mechanicbuddy/platform/id";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { canOilService, shelve, visit } from "../work-orders/testing/visit.ts";

let api: TestApi;
let shop: Shop;
let order: contract.WorkOrder;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
  order = await visit(shop);
});

type Body = Parameters<typeof given>[0];
const given = (body: {
  title?: string;
  complaint?: string;
  billing?: "customer" | "warranty" | "internal";
  cannedJobId?: string;
  mechanicIds?: string[];
}) => ({ params: { id: order.id }, body });
const add = (body: Body) => shop.call(contract.addJob, given(body));
const read = () => shop.call(contract.getWorkOrder, { params: { id: order.id } });

test("a job needs a title and starts as a draft", async () => {
  expect((await shop.refused(contract.addJob, given({}))).errors).toEqual([
    { field: "title", message: "Give the job a title." },
  ]);
  const job = await add({ title: "Coolant leak", complaint: "puddle" });
  expect(job).toMatchObject({ title: "Coolant leak", authorisation: "draft", lines: [], totalCents: 0 });
});

test("a canned job brings its lines at today's prices and may be named otherwise", async () => {
  const cannedJobId = await canOilService(shop, await shelve(shop));
  const job = await add({ cannedJobId, title: "Oil service, small" });
  expect(job).toMatchObject({
    title: "Oil service, small",
    cannedJobId,
    totalCents: 11_700 + 1_335,
    lines: [
      { kind: "labour", quantity: "1.5" },
      { kind: "part", partStatus: "needed" },
    ],
  });
  const missing = await shop.refused(contract.addJob, given({ cannedJobId: newId() }));
  expect(missing.errors?.[0]?.field).toBe("cannedJobId");
});

test("warranty work needs no yes and is not in the total; it can become the customer's", async () => {
  const job = await add({ title: "Recall", billing: "warranty" });
  await shop.call(contract.addLine, {
    params: { id: job.id },
    body: { kind: "labour", quantity: "1", description: "Recall work" },
  });
  expect(await read()).toMatchObject({ totals: { totalCents: 0 }, jobs: [{ authorisation: "not_needed" }] });
  await shop.call(contract.updateJob, { params: { id: job.id }, body: { version: job.version, billing: "customer" } });
  expect(await read()).toMatchObject({ totals: { totalCents: 7800 }, jobs: [{ authorisation: "draft" }] });
});

test("mechanics are set together; one who does not exist is refused", async () => {
  const { employeeId } = shop.people.mechanic;
  const job = await add({ title: "Brakes", mechanicIds: [employeeId] });
  expect(job.mechanics).toEqual([{ id: employeeId, name: "mechanic Tester" }]);
  const change = (mechanicIds: string[]) => ({ params: { id: job.id }, body: { version: job.version, mechanicIds } });
  expect((await shop.call(contract.updateJob, change([]))).mechanics).toEqual([]);
  expect((await shop.refused(contract.updateJob, change([newId()]))).errors?.[0]?.field).toBe("mechanicIds");
  const neighbour = await api.newShop();
  const foreign = change([neighbour.people.mechanic.employeeId]);
  expect((await shop.refused(contract.updateJob, foreign)).errors?.[0]?.field).toBe("mechanicIds");
});

test("jobs can be put in another order", async () => {
  const [one, two, three] = [await add({ title: "1" }), await add({ title: "2" }), await add({ title: "3" })];
  const to = (job: contract.Job, position: number) =>
    shop.call(contract.updateJob, { params: { id: job.id }, body: { version: job.version, position } });
  await to(three, 1);
  expect((await read()).jobs.map(({ title }) => title)).toEqual(["3", "1", "2"]);
  await to(one, 9);
  expect((await read()).jobs.map(({ title }) => title)).toEqual(["3", "2", "1"]);
  expect((await read()).jobs.map(({ version }) => version)).toEqual([three.version, two.version, one.version]);
});

test("a mechanic writes cause and correction and finishes the job in two round trips", async () => {
  const job = await add({ title: "Brakes" });
  const { body, cost } = await shop.answer(
    contract.recordResult,
    { params: { id: job.id }, body: { version: job.version, cause: "2 mm left", done: true } },
    { as: "mechanic" },
  );
  expect(body).toMatchObject({ cause: "2 mm left", correction: null, doneAt: api.clock.now().toISOString() });
  expect(cost.roundTrips).toBe(2);
  const undone = await shop.call(
    contract.recordResult,
    { params: { id: job.id }, body: { version: body.version, done: false } },
    { as: "mechanic" },
  );
  expect(undone).toMatchObject({ cause: "2 mm left", doneAt: null });
});

test("of two people who write the cause the second sees the first one's words", async () => {
  const job = await add({ title: "Brakes" });
  const write = (cause: string) => ({ params: { id: job.id }, body: { version: job.version, cause } });
  await shop.call(contract.recordResult, write("worn"), { as: "mechanic" });
  expect(await shop.refused(contract.recordResult, write("rusty"))).toMatchObject({
    code: "conflict",
    current: { cause: "worn" },
  });
  const renamed = { params: { id: job.id }, body: { version: job.version, title: "Discs" } };
  expect(await shop.refused(contract.updateJob, renamed)).toMatchObject({
    code: "conflict",
    current: { cause: "worn" },
  });
});

test("a job nobody was asked about can be deleted with its lines", async () => {
  const job = await add({ cannedJobId: await canOilService(shop, await shelve(shop)) });
  await shop.call(contract.deleteJob, { params: { id: job.id } });
  expect((await read()).jobs).toEqual([]);
});

test("a neighbour's job and order are not found, by any of their routes", async () => {
  const job = await add({ title: "Brakes" });
  const neighbour = await api.newShop();
  const params = { id: job.id };
  const refused = [
    await neighbour.refused(contract.addJob, given({ title: "Mine" })),
    await neighbour.refused(contract.updateJob, { params, body: { version: 1, title: "Mine" } }),
    await neighbour.refused(contract.deleteJob, { params }),
    await neighbour.refused(contract.recordResult, { params, body: { version: 1, done: true } }),
  ];
  for (const { status, detail } of refused) expect([status, detail]).toEqual([404, "It may have been deleted."]);
});
