import { recordDecision } from "@mechanicbuddy/contract/estimates";
import { listNotifications } from "@mechanicbuddy/contract/notifications";
import * as contract from "@mechanicbuddy/contract/work-orders";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { takeBack } from "../parts/parts.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { shelf, shelve, visit } from "../work-orders/testing/visit.ts";
import { installParts, unbuildParts } from "./part-status.ts";

let api: TestApi;
let shop: Shop;
let order: contract.WorkOrder;
let job: contract.Job;
let partId: string;
let line: contract.Line;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
  order = await visit(shop);
  job = await shop.call(contract.addJob, { params: { id: order.id }, body: { title: "Oil service" } });
  partId = await shelve(shop);
  line = await addFilters("4");
});

const addFilters = (quantity: string) =>
  shop.call(contract.addLine, { params: { id: job.id }, body: { kind: "part", quantity, partId } });
const set = (status: NonNullable<contract.Line["partStatus"]>, acceptWarnings: string[] = []) =>
  shop.call(contract.setPartStatus, { params: { id: line.id }, body: { status, acceptWarnings } }, { as: "mechanic" });
const decide = (decision: "approved" | "declined") =>
  shop.call(recordDecision, {
    params: { id: job.id },
    body: { decision, method: "in_person", name: "Marika Kask" },
  });
const read = () => shop.call(contract.getWorkOrder, { params: { id: order.id } });

test("an approved line holds its parts back until they are installed; installed ones leave the shelf at average cost", async () => {
  expect(await shelf(shop, partId)).toMatchObject({ onHand: 15, reserved: 0 });
  await decide("approved");
  expect(await shelf(shop, partId)).toMatchObject({ onHand: 15, reserved: 4 });
  await set("ordered");
  await set("arrived");
  expect(await shelf(shop, partId)).toMatchObject({ reserved: 4 });
  const installed = await set("installed");
  expect(installed).toMatchObject({ partStatus: "installed" });
  expect(await shelf(shop, partId)).toEqual({ onHand: 11, reserved: 0, valueCents: 6050 });
  expect((await read()).jobs[0]?.lines[0]?.costCents).toBe(550);
});

test("when a part arrives, those who wait for it hear of it, and not who said so", async () => {
  const { version } = await read();
  const responsibleId = shop.people.advisor.employeeId;
  await shop.call(contract.updateWorkOrder, { params: { id: order.id }, body: { version, responsibleId } });
  await set("ordered");
  await set("arrived");
  const { items } = await shop.call(listNotifications, {}, { as: "advisor" });
  expect(items).toMatchObject([{ kind: "part.arrived", about: { kind: "work_order", id: order.id } }]);
  expect((await shop.call(listNotifications, {}, { as: "mechanic" })).items).toEqual([]);
});

test("taking an installed part out again books a return and holds it for the job", async () => {
  await decide("approved");
  await set("installed");
  await set("arrived");
  expect(await shelf(shop, partId)).toEqual({ onHand: 15, reserved: 4, valueCents: 8250 });
});

test("when the yes is taken back the parts are let go, and held again with the next one", async () => {
  await decide("approved");
  await shop.call(contract.addLine, {
    params: { id: job.id },
    body: { kind: "fee", quantity: "1", description: "Disposal", unitPriceCents: 500 },
  });
  expect((await read()).jobs[0]?.authorisation).toBe("changed");
  expect(await shelf(shop, partId)).toMatchObject({ reserved: 0 });
  await decide("approved");
  expect(await shelf(shop, partId)).toMatchObject({ reserved: 4 });
});

test("warranty work holds its parts without asking anybody", async () => {
  await shop.call(contract.updateJob, { params: { id: job.id }, body: { version: job.version, billing: "warranty" } });
  expect((await read()).jobs[0]?.authorisation).toBe("not_needed");
  expect(await shelf(shop, partId)).toMatchObject({ reserved: 4 });
});

test("changing how many are needed changes how many are held", async () => {
  await decide("approved");
  await shop.call(contract.updateLine, { params: { id: line.id }, body: { version: line.version, quantity: "3" } });
  expect(await shelf(shop, partId)).toMatchObject({ reserved: 3 });
  await shop.call(contract.deleteLine, { params: { id: line.id } });
  expect(await shelf(shop, partId)).toMatchObject({ reserved: 0 });
});

test("a dropped part is not paid for, and taking it up again asks the customer again", async () => {
  await decide("approved");
  await set("dropped");
  const dropped = await read();
  expect(dropped).toMatchObject({ totals: { totalCents: 0 }, jobs: [{ authorisation: "approved", totalCents: 0 }] });
  expect(await shelf(shop, partId)).toMatchObject({ reserved: 0 });
  await set("needed");
  expect(await read()).toMatchObject({ jobs: [{ authorisation: "changed" }] });
});

test("an installed part is not changed or deleted under the mechanic's hands, and its record stays for the ledger", async () => {
  const installed = await set("installed");
  const change = { params: { id: line.id }, body: { version: installed.version, quantity: "2" } };
  expect((await shop.refused(contract.updateLine, change)).detail).toMatch(/Take it back first/);
  expect((await shop.refused(contract.deleteLine, { params: { id: line.id } })).detail).toMatch(/Take it back first/);
  await set("returned");
  expect((await shop.refused(contract.deleteLine, { params: { id: line.id } })).detail).toMatch(/dropped instead/);
  expect((await shop.refused(contract.deleteJob, { params: { id: job.id } })).code).toBe("conflict");
});

test("installing more than the shelf holds is a warning", async () => {
  line = await addFilters("20");
  const refused = await shop.refused(contract.setPartStatus, {
    params: { id: line.id },
    body: { status: "installed" },
  });
  expect(refused.warnings?.map(({ code }) => code)).toEqual(["below_zero"]);
  await set("installed", ["below_zero"]);
  expect(await shelf(shop, partId)).toMatchObject({ onHand: -5 });
});

test("labour has no part status", async () => {
  line = await shop.call(contract.addLine, {
    params: { id: job.id },
    body: { kind: "labour", quantity: "1", description: "Work" },
  });
  const refused = await shop.refused(contract.setPartStatus, {
    params: { id: line.id },
    body: { status: "installed" },
  });
  expect(refused.errors?.[0]?.field).toBe("status");
});

test("invoicing installs what is left, and a restocking credit brings it back", async () => {
  await decide("approved");
  await inTransaction(shop.ctx, (ctx) => installParts(ctx, order.id));
  expect(await shelf(shop, partId)).toMatchObject({ onHand: 11, reserved: 0 });
  await inTransaction(shop.ctx, async (ctx) => {
    await takeBack(ctx, { partId, quantity: "4", lineId: line.id });
    await unbuildParts(ctx, [line.id]);
  });
  expect(await shelf(shop, partId)).toMatchObject({ onHand: 15, reserved: 4 });
  expect((await read()).jobs[0]?.lines[0]?.partStatus).toBe("arrived");
});
