import { createCustomer } from "@mechanicbuddy/contract/customers";
import { searchAll } from "@mechanicbuddy/contract/search";
import type { VehicleInput } from "@mechanicbuddy/contract/vehicles";
import * as contract from "@mechanicbuddy/contract/vehicles";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addJob, addVisit, decline } from "../customers/testing/paper.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import * as vehicles from "./vehicles.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  api.clock.set(new Date());
  shop = await api.newShop();
});

const golf: VehicleInput = {
  plate: "123 abc",
  vin: "WVWZZZ1KZ6W000123",
  make: "Volkswagen",
  model: "Golf",
  modelYear: 2006,
};

const add = (body: VehicleInput & { ownerId?: string; acceptWarnings?: string[] }) =>
  shop.call(contract.createVehicle, { body });
const customer = async (lastName: string) =>
  (await shop.call(createCustomer, { body: { kind: "private", lastName } })).id;
const found = async (q: string) => (await shop.call(searchAll, { query: { q } })).items;

test("a car is called by make, model and year, else by its plate or VIN", async () => {
  expect(await add(golf)).toMatchObject({ plate: "123 ABC", vin: "WVWZZZ1KZ6W000123", label: "Volkswagen Golf 2006" });
  expect((await add({ plate: "777 XYZ" })).label).toBe("777 XYZ");
  expect((await add({ vin: "ab-12345", modelYear: 1956 })).label).toBe("AB-12345");
  expect((await add({ make: "ZF", model: "gearbox" })).label).toBe("ZF gearbox");
});

test.each([
  ["neither plate, VIN nor model", { make: "Volkswagen" }, "plate", "Enter the plate, the VIN, or make and model."],
  ["a year too far ahead", { ...golf, modelYear: 2100 }, "modelYear", /^Enter a year from 1886 to 20\d\d\.$/],
  ["a year before the first car", { ...golf, modelYear: 1885 }, "modelYear", /1886/],
  ["a plate without letters or digits", { plate: "- -" }, "plate", /letters and digits/],
  [
    "a VIN that is too long",
    { vin: "WVWZZZ1KZ6W0001234" },
    "vin",
    "A VIN has 17 characters, a chassis number at least 5.",
  ],
  [
    "a chassis number that is too short",
    { vin: "1-2-3" },
    "vin",
    "A VIN has 17 characters, a chassis number at least 5.",
  ],
  [
    "an owner who is not there",
    { ...golf, ownerId: "0198c7f0-0000-7000-8000-000000000000" },
    "ownerId",
    /does not exist/,
  ],
])("%s is refused beside its field", async (_, body, field, message) => {
  const refused = await shop.refused(contract.createVehicle, { body });
  expect(refused).toMatchObject({ status: 422, code: "invalid" });
  expect(refused.errors).toEqual([
    { field, message: typeof message === "string" ? message : expect.stringMatching(message) },
  ]);
});

test("a VIN with a letter in position 9 fills the make and saves without a question", async () => {
  const { vin, make, model, warnings } = await shop.call(contract.decodeVin, {
    params: { vin: "wvw zzz 1kz 6w000123" },
  });
  expect({ vin, make, model, warnings }).toEqual({
    vin: "WVWZZZ1KZ6W000123",
    make: "Volkswagen",
    model: undefined,
    warnings: [],
  });
  expect((await add(golf)).vin).toBe(vin);
});

test("a VIN with I, O or Q is asked about, and kept when that is what it says", async () => {
  const body = { vin: "WVWZZZ1KZ6WOOO123", make: "Volkswagen", model: "Golf" };
  expect(await shop.refused(contract.createVehicle, { body })).toMatchObject({
    status: 409,
    warnings: [{ code: "vin_misread", message: "VINs never contain I, O or Q; did you mean 1 or 0?" }],
  });
  const { id, version } = await add({ ...body, acceptWarnings: ["vin_misread"] });
  const change = { params: { id }, body: { version, colour: "green" } };
  expect((await shop.call(contract.updateVehicle, change)).colour).toBe("green");
});

test("a second live car with one VIN is refused with a link to the first", async () => {
  const { id, version } = await add(golf);
  const twin = { vin: "wvwzzz1kz6w 000123", make: "Volkswagen", model: "Golf" };
  expect(await shop.refused(contract.createVehicle, { body: twin })).toMatchObject({
    status: 409,
    detail: "This VIN belongs to 123 ABC, Volkswagen Golf 2006. Open it and change the owner.",
    current: { id },
  });
  await shop.call(contract.updateVehicle, { params: { id }, body: { version, archived: true } });
  await add(twin);
  const restore = { params: { id }, body: { version: version + 1, archived: false } };
  expect((await shop.refused(contract.updateVehicle, restore)).detail).toContain("Open it and change the owner.");
});

test("a plate that another car carries is asked about", async () => {
  await add(golf);
  const body = { plate: "123-ABC", make: "Opel", model: "Corsa" };
  expect(await shop.refused(contract.createVehicle, { body })).toMatchObject({
    warnings: [{ code: "duplicate_plate", message: "Volkswagen Golf 2006 carries 123-ABC too." }],
  });
  await add({ ...body, acceptWarnings: ["duplicate_plate"] });
});

test("a car is found by its plate however it is typed, by former plates, by VIN, and by its owner", async () => {
  const { id, version } = await add({ ...golf, plate: "12-ab 34", ownerId: await customer("Kask") });
  await shop.call(contract.updateVehicle, { params: { id }, body: { version, plate: "777 XYZ" } });
  for (const q of ["12AB34", "12-ab 34", "12 ab 34", "777xyz", "000123", "kask golf"]) {
    expect(await found(q), q).toContainEqual(expect.objectContaining({ kind: "vehicle", id, subtitle: "Kask" }));
  }
});

test("the car sold in May: old orders stay with the old owner, the new one's page shows none of them", async () => {
  api.clock.set(new Date("2026-06-10T10:00:00Z"));
  const [kask, tamm] = [await customer("Kask"), await customer("Tamm")];
  const { id } = await add({ ...golf, ownerId: kask });
  await rows(shop.ctx.db, sql`update ownerships set from_on = '2025-01-01'`);
  await addVisit(shop.ctx, { number: 1, customerId: kask, vehicleId: id });
  const body = { customerId: tamm, fromOn: "2026-05-01" };
  expect((await shop.call(contract.changeOwner, { params: { id }, body })).owner).toEqual({ id: tamm, name: "Tamm" });
  expect((await shop.call(contract.listOwners, { params: { id } })).items).toMatchObject([
    { name: "Tamm", relation: "owner", fromOn: "2026-05-01", untilOn: null },
    { name: "Kask", relation: "owner", fromOn: "2025-01-01", untilOn: "2026-05-01" },
  ]);
  const { listCustomerHistory, listCustomerVehicles } = await import("@mechanicbuddy/contract/customers");
  expect((await shop.call(listCustomerHistory, { params: { id: tamm } })).items).toEqual([]);
  expect((await shop.call(listCustomerHistory, { params: { id: kask } })).items).toHaveLength(1);
  const [car] = (await shop.call(listCustomerVehicles, { params: { id: tamm } })).items;
  expect(car).toMatchObject({ id, lastVisitAt: null });
  expect(await found("tamm golf")).toHaveLength(1);
  expect(await found("kask golf")).toEqual([]);
  expect(await vehicles.ownerOf(shop.ctx, id)).toEqual({ id: tamm, name: "Tamm" });
});

test.each([
  ["a date that lies ahead", "2026-06-11", "fromOn"],
  ["a date before the present owner had it", "2026-06-01", "fromOn"],
])("%s is refused for a change of owner", async (_, fromOn, field) => {
  api.clock.set(new Date("2026-06-10T10:00:00Z"));
  const { id } = await add({ ...golf, ownerId: await customer("Kask") });
  const body = { customerId: await customer("Tamm"), fromOn };
  expect((await shop.refused(contract.changeOwner, { params: { id }, body })).errors?.[0]?.field).toBe(field);
});

test("whoever owns the car already cannot become its next owner", async () => {
  const kask = await customer("Kask");
  const { id } = await add({ ...golf, ownerId: kask });
  const refused = await shop.refused(contract.changeOwner, { params: { id }, body: { customerId: kask } });
  expect(refused.errors).toEqual([{ field: "customerId", message: "Kask is the owner already." }]);
});

test("he typed 87,000, last time it was 187,000: the page asks why, and the timeline shows both", async () => {
  const { id } = await add(golf);
  const read = (body: object) => shop.answer(contract.addReading, { params: { id }, body: body as { value: number } });
  expect((await read({ value: 187_000 })).status).toBe(201);
  expect((await read({ value: 87_000 })).body).toMatchObject({
    code: "conflict",
    warnings: [{ code: "odometer_lower", message: expect.stringContaining("it was 187,000 km; now it is 87,000 km") }],
  });
  expect((await read({ value: 87_000, acceptWarnings: ["odometer_lower"] })).body).toMatchObject({
    errors: [{ field: "reason" }],
  });
  expect((await read({ value: 87_000, reason: "earlier_typo" })).status).toBe(201);
  expect((await read({ value: 87_100 })).status).toBe(201);
  expect((await shop.call(contract.listReadings, { params: { id } })).items).toMatchObject([
    { value: 87_100, warningReason: null },
    { value: 87_000, warningReason: "earlier_typo" },
    { value: 187_000, warningReason: null },
  ]);
  expect((await shop.call(contract.getVehicle, { params: { id } })).odometer).toMatchObject({
    value: 87_100,
    unit: "km",
  });
});

test("a reading that is not a whole number is refused in words", async () => {
  const { id } = await add(golf);
  const refused = await shop.refused(contract.addReading, { params: { id }, body: { value: 12.5 } });
  expect(refused.errors).toEqual([{ field: "value", message: "Enter the reading as a whole number." }]);
});

test("due items show when they fall due, and a new reading moves those by distance", async () => {
  api.clock.set(new Date("2026-01-01T10:00:00Z"));
  const { id } = await add(golf);
  await shop.call(contract.addReading, { params: { id }, body: { value: 50_000 } });
  const item = await shop.call(contract.createDueItem, {
    params: { id },
    body: { title: "Oil service", kind: "service", dueOdometer: 65_000 },
  });
  expect(item.nextDueOn).toBeNull();
  api.clock.set(new Date("2026-04-11T10:00:00Z"));
  await shop.call(contract.addReading, { params: { id }, body: { value: 60_000 } });
  await shop.call(contract.createDueItem, {
    params: { id },
    body: { title: "Inspection", kind: "inspection", dueOn: "2027-03-01" },
  });
  const { items } = await shop.call(contract.listDueItems, { params: { id } });
  expect(items.map((due) => [due.title, due.nextDueOn])).toEqual([
    ["Oil service", "2026-05-31"],
    ["Inspection", "2027-03-01"],
  ]);
  const due = async (dueBefore: string) => (await shop.call(contract.listVehicles, { query: { dueBefore } })).items;
  expect(await due("2026-06-01")).toMatchObject([{ id, nextDueOn: "2026-05-31" }]);
  expect(await due("2026-05-31")).toEqual([]);
});

test("a due item is changed and removed; one that says no when is refused", async () => {
  const { id } = await add(golf);
  const params = { id };
  const nothing = await shop.refused(contract.createDueItem, { params, body: { title: "Oil", kind: "service" } });
  expect(nothing.errors).toEqual([{ field: "dueOn", message: "Say when: a date, a reading, or how often." }]);
  const item = await shop.call(contract.createDueItem, {
    params,
    body: { title: "Oil", kind: "service", dueOn: "2027-01-01" },
  });
  const change = (version: number) => ({ params: { id: item.id }, body: { version, dueOn: "2027-02-01" } });
  const changed = await shop.call(contract.updateDueItem, change(item.version));
  expect(changed).toMatchObject({ title: "Oil", nextDueOn: "2027-02-01", version: 2 });
  expect((await shop.call(contract.listDueItems, { params })).items).toEqual([changed]);
  expect(await shop.refused(contract.updateDueItem, change(item.version))).toMatchObject({
    code: "conflict",
    current: { dueOn: "2027-02-01" },
  });
  await shop.call(contract.deleteDueItem, { params: { id: item.id } });
  expect((await shop.call(contract.listDueItems, { params })).items).toEqual([]);
});

test("work that was done starts its interval anew", async () => {
  const { id } = await add(golf);
  const done = { title: "Oil service", kind: "service" as const, everyMonths: 12, everyDistance: 15_000 };
  await vehicles.noteDone(shop.ctx, id, { ...done, on: "2026-03-01", odometer: 50_000 });
  await vehicles.noteDone(shop.ctx, id, { ...done, on: "2026-09-01", odometer: 60_000 });
  expect((await shop.call(contract.listDueItems, { params: { id } })).items).toMatchObject([
    { title: "Oil service", nextDueOn: "2027-09-01", lastDoneOdometer: 60_000, source: "canned_job", version: 2 },
  ]);
});

test("the history tells finished jobs with odometer and parts, the newest first", async () => {
  const { id } = await add(golf);
  const workOrderId = await addVisit(shop.ctx, { number: 7, vehicleId: id, odometer: 51_000 });
  await addJob(shop.ctx, {
    workOrderId,
    title: "Oil service",
    doneAt: "2026-02-01T10:00:00Z",
    parts: ["Oil filter", "Oil 5W-30"],
  });
  await addJob(shop.ctx, { workOrderId, title: "Brakes", doneAt: "2026-02-02T10:00:00Z" });
  await addJob(shop.ctx, { workOrderId, title: "Not yet done" });
  const first = await shop.call(contract.listVehicleHistory, { params: { id }, query: { limit: 1 } });
  expect(first.items).toMatchObject([{ title: "Brakes", number: 7, odometer: 51_000, parts: [] }]);
  const query = { limit: 1, cursor: first.nextCursor as string };
  const second = await shop.call(contract.listVehicleHistory, { params: { id }, query });
  expect(second.items).toMatchObject([
    { title: "Oil service", correction: "replaced", parts: ["Oil filter", "Oil 5W-30"] },
  ]);
  expect(second.nextCursor).toBeNull();
});

test("declined work is on top when the car is back, until it is quoted again; prices only for who may see them", async () => {
  const { id } = await add(golf);
  const workOrderId = await addVisit(shop.ctx, { number: 7, vehicleId: id });
  const jobId = await addJob(shop.ctx, { workOrderId, title: "Front brakes", authorisation: "declined" });
  await decline(shop.ctx, jobId, 41_200, "Next month");
  const params = { id };
  expect((await shop.call(contract.listDeclinedWork, { params })).items).toMatchObject([
    { jobId, title: "Front brakes", number: 7, comment: "Next month", totalCents: 41_200 },
  ]);
  const [seen] = (await shop.call(contract.listDeclinedWork, { params }, { as: "mechanic" })).items;
  expect(seen).not.toHaveProperty("totalCents");
  await addJob(shop.ctx, { workOrderId, title: "Front brakes", revivedFrom: jobId });
  expect((await shop.call(contract.listDeclinedWork, { params })).items).toEqual([]);
});

test("makes are those known and those already used, once each", async () => {
  await add({ ...golf, make: "Moskvich" });
  const { items } = await shop.call(contract.listMakes);
  expect(items).toContain("Moskvich");
  expect(items.filter((make) => make === "Volkswagen")).toHaveLength(1);
  expect(items).toEqual([...items].sort((a, b) => a.localeCompare(b, "en")));
});

test("the list is newest first, filtered by make, owner and the words of the search, each car once", async () => {
  const kask = await customer("Kask");
  await add({ ...golf, ownerId: kask });
  for (const n of [1, 2, 3]) await add({ plate: `${n}00 OPL`, make: "Opel", model: "Corsa" });
  const plates = async (query: object) =>
    (await shop.call(contract.listVehicles, { query })).items.map((row) => row.plate);
  expect(await plates({ make: "Opel" })).toEqual(["300 OPL", "200 OPL", "100 OPL"]);
  expect(await plates({ customerId: kask })).toEqual(["123 ABC"]);
  expect(await plates({ q: "kask" })).toEqual(["123 ABC"]);
  expect(await plates({ q: "2" })).toEqual(["200 OPL"]);
  const first = await shop.call(contract.listVehicles, { query: { limit: 3, total: true } });
  expect(first.total).toBe(4);
  expect(await plates({ limit: 3, cursor: first.nextCursor })).toEqual(["123 ABC"]);
});

test("a car with orders is archived, one without is deleted with all that hangs on it", async () => {
  const { id } = await add(golf);
  await shop.call(contract.addReading, { params: { id }, body: { value: 1 } });
  const order = await addVisit(shop.ctx, { number: 7, vehicleId: id });
  expect(await shop.refused(contract.deleteVehicle, { params: { id } })).toMatchObject({
    code: "in_use",
    detail: "1 order. Archive instead?",
    usedIn: [{ kind: "work_order", id: order, label: "7" }],
  });
  await rows(shop.ctx.db, sql`delete from work_orders`);
  await shop.call(contract.deleteVehicle, { params: { id } });
  expect(await found("123abc")).toEqual([]);
});

test("of two people who change a car at once the second sees what the first saved", async () => {
  const { id, version } = await add(golf);
  const change = (colour: string) => ({ params: { id }, body: { version, colour } });
  await shop.call(contract.updateVehicle, change("green"));
  expect(await shop.refused(contract.updateVehicle, change("blue"))).toMatchObject({
    code: "conflict",
    current: { colour: "green" },
  });
});

test("another workshop's car is not there", async () => {
  const neighbour = await api.newShop();
  const { id } = await neighbour.call(contract.createVehicle, { body: golf });
  const params = { id };
  const calls = [
    shop.refused(contract.getVehicle, { params }),
    shop.refused(contract.updateVehicle, { params, body: { version: 1, colour: "mine" } }),
    shop.refused(contract.deleteVehicle, { params }),
    shop.refused(contract.listVehicleHistory, { params }),
    shop.refused(contract.listDeclinedWork, { params }),
    shop.refused(contract.listReadings, { params }),
    shop.refused(contract.addReading, { params, body: { value: 1 } }),
    shop.refused(contract.listOwners, { params }),
    shop.refused(contract.changeOwner, { params, body: { customerId: await customer("Kask") } }),
    shop.refused(contract.listDueItems, { params }),
    shop.refused(contract.createDueItem, { params, body: { title: "Oil", kind: "service", dueOn: "2027-01-01" } }),
  ];
  for (const refused of await Promise.all(calls)) expect(refused).toMatchObject({ status: 404, code: "not_found" });
  await add(golf);
});

test("an order refuses a car that is not there beside its own field", async () => {
  const missing = inTransaction(shop.ctx, (ctx) =>
    vehicles.mustExist(ctx, "0198c7f0-0000-7000-8000-000000000000", "vehicleId"),
  );
  await expect(missing).rejects.toMatchObject({ code: "invalid", extra: { errors: [{ field: "vehicleId" }] } });
});

test("a car and a page of 25 cost one round trip, saving three: look, write, commit", async () => {
  const { id, version } = await add(golf);
  for (let n = 0; n < 25; n++) await add({ plate: `${100 + n} ABC`, acceptWarnings: ["duplicate_plate"] });
  const one = { statements: 2, roundTrips: 1 };
  expect((await shop.answer(contract.getVehicle, { params: { id } })).cost).toMatchObject(one);
  expect((await shop.answer(contract.listVehicles, { query: { q: "abc" } })).cost).toMatchObject(one);
  expect((await shop.answer(contract.createVehicle, { body: { plate: "900 XYZ" } })).cost.roundTrips).toBe(3);
  expect((await shop.answer(contract.addReading, { params: { id }, body: { value: 5 } })).cost.roundTrips).toBe(3);
  const change = { params: { id }, body: { version, colour: "green" } };
  expect((await shop.answer(contract.updateVehicle, change)).cost.roundTrips).toBe(3);
  const customerId = await customer("Kask");
  expect((await shop.answer(contract.changeOwner, { params: { id }, body: { customerId } })).cost.roundTrips).toBe(3);
});

test("models of a make are the common ones and those already used, however the make is written", async () => {
  await add({ make: "VW", model: "Käfer 1303" });
  await add({ make: "Skoda", model: "Octavia" });
  const models = async (make: string) => (await shop.call(contract.listModels, { query: { make } })).items;
  expect(await models("VW")).toEqual(expect.arrayContaining(["Golf", "Käfer 1303"]));
  expect(await models("skoda")).toContain("Fabia");
  expect((await models("Skoda")).filter((model) => model === "Octavia")).toHaveLength(1);
  expect(await models("Wartburg")).toEqual([]);
});
