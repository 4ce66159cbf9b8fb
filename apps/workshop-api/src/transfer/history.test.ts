import { createCustomer } from "@mechanicbuddy/contract/customers";
import { eraseCustomer } from "@mechanicbuddy/contract/privacy";
import * as vehicles from "@mechanicbuddy/contract/vehicles";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addJob, addVisit } from "../customers/testing/paper.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { importTable, rowsOf, takeBack } from "./testing/table.ts";

let api: TestApi;
let shop: Shop;
let vehicleId: string;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
  ({ id: vehicleId } = await shop.call(vehicles.createVehicle, { body: { plate: "482 KTR", externalId: "V1" } }));
});

const history = (query: { limit?: number; cursor?: string } = {}) =>
  shop.call(vehicles.listVehicleHistory, { params: { id: vehicleId }, query });
const table = [
  "Plate,Date,Work,Mileage,Diagnosis,Work performed,Parts used,Invoice no",
  "482-KTR,12.03.2019,Oil service,98000,Due by distance,Oil and filter changed,5W-30; HU6013Z,2019-77",
  "482 KTR,2017-05-02,Front brakes,61000,,Pads renewed,,",
].join("\n");

test("history of another program stands on the car between its own work, the newest first, and says where it comes from", async () => {
  const workOrderId = await addVisit(shop.ctx, { number: 7, vehicleId, odometer: 80_000 });
  await addJob(shop.ctx, { workOrderId, title: "Battery", doneAt: "2018-01-10T10:00:00Z" });
  const done = await importTable(shop, table, { kind: "history" });
  expect(done).toMatchObject({ state: "done", created: 2, failed: 0 });
  const { items } = await history();
  expect(items.map(({ title, number, reference }) => [title, number, reference])).toEqual([
    ["Oil service", null, "2019-77"],
    ["Battery", 7, null],
    ["Front brakes", null, null],
  ]);
  expect(items[0]).toMatchObject({
    at: "2019-03-12T10:00:00.000Z",
    odometer: 98_000,
    cause: "Due by distance",
    correction: "Oil and filter changed",
    parts: ["5W-30; HU6013Z"],
    workOrderId: null,
  });
  const first = await history({ limit: 1 });
  const rest = await history({ limit: 2, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...rest.items]).toEqual(items);
});

test("what the odometer said then is among the car's readings, and goes with the import that brought it", async () => {
  const readings = async () =>
    (await shop.call(vehicles.listReadings, { params: { id: vehicleId } })).items.map(({ value, source, readAt }) => [
      value,
      source,
      readAt.slice(0, 10),
    ]);
  const twice = `${table}\n482 KTR,2019-03-12,Air filter,98000,,,,`;
  const done = await importTable(shop, twice, { kind: "history" });
  expect(await readings()).toEqual([
    [98_000, "import", "2019-03-12"],
    [61_000, "import", "2017-05-02"],
  ]);
  await takeBack(shop, done.id);
  expect(await readings()).toEqual([]);
});

test("the same history twice is there once, and taken back it leaves no trace", async () => {
  const done = await importTable(shop, table, { kind: "history" });
  expect(await importTable(shop, table, { kind: "history" })).toMatchObject({ created: 0, skipped: 2 });
  expect(await takeBack(shop, done.id)).toMatchObject({ state: "rolled_back", undone: 2, kept: 0 });
  expect((await history()).items).toEqual([]);
});

test("a row without a car here, a day, or words for what was done is named with its reason; a trial writes nothing", async () => {
  const bad = [
    "vehicleExternalId,plate,doneOn,title",
    "V1,,2020-02-30,Oil",
    "V1,,2199-01-01,Oil",
    "V9,,2020-01-01,Oil",
    ",,2020-01-01,Oil",
    "V1,,,Oil",
    "V1,,2020-01-01,",
    "V1,,2020-01-01,Oil",
  ].join("\n");
  const trial = await importTable(shop, bad, { kind: "history", mode: "dry" });
  expect(trial).toMatchObject({ created: 1, failed: 6 });
  const { items } = await rowsOf(shop, trial.id, { level: "error" });
  expect(items.map(({ problems }) => problems[0]?.reason)).toEqual([
    "This is not a date such as 2026-03-17 or 17.03.2026.",
    "This day has not come yet.",
    "No such vehicle is here yet. Import the vehicles first.",
    "Say which vehicle: its number in the other program, VIN or plate.",
    "Enter the day the work was done.",
    "Say in a few words what was done.",
  ]);
  expect((await history()).items).toEqual([]);
});

test("whoever is forgotten is gone from imported history too", async () => {
  const owner = await shop.call(createCustomer, { body: { kind: "private", lastName: "Quillfeather" } });
  await shop.call(vehicles.changeOwner, { params: { id: vehicleId }, body: { customerId: owner.id } });
  const rows = "plate,doneOn,title,cause\n482KTR,2019-03-12,Oil for Quillfeather,Quillfeather heard a noise";
  await importTable(shop, rows, { kind: "history" });
  await shop.call(eraseCustomer, { params: { id: owner.id }, body: { version: owner.version } });
  expect(JSON.stringify(await history())).not.toContain("Quillfeather");
  expect((await history()).items).toHaveLength(1);
});
