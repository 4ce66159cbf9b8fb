import { issueInvoice, previewInvoice } from "@mechanicbuddy/contract/invoices";
import { type Gate, type GateRule, getSettings, updateSettings } from "@mechanicbuddy/contract/settings";
import * as contract from "@mechanicbuddy/contract/work-orders";
import { afterAll, beforeAll, expect, test } from "vitest";
import { carOrder } from "../files/testing/order.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

async function demand(shop: Shop, gates: Partial<Record<Gate, GateRule>>): Promise<void> {
  const { version } = await shop.call(getSettings);
  await shop.call(updateSettings, { body: { version, gates } });
}

async function readyColumn(shop: Shop): Promise<string> {
  const { items } = await shop.call(contract.listBoardStatuses);
  return items.find(({ category }) => category === "ready")?.id ?? "";
}

test("without gates a car is ready whenever somebody says so, and the order lists nothing", async () => {
  const shop = await api.newShop();
  const { order } = await carOrder(shop);
  expect((await shop.call(contract.listGates, { params: { id: order.id } })).items).toEqual([]);
  await shop.call(contract.moveWorkOrder, { params: { id: order.id }, body: { statusId: await readyColumn(shop) } });
});

test("a required thing stops the way to ready, says what is missing and where, and lets pass once it is there", async () => {
  const shop = await api.newShop();
  await demand(shop, { cause_correction: { level: "block", before: "ready" } });
  const { order, job } = await carOrder(shop);
  const params = { id: order.id };
  const listed = await shop.answer(contract.listGates, { params });
  expect(listed.body.items).toMatchObject([{ gate: "cause_correction", open: true, place: "job", jobId: job.id }]);
  expect(listed.cost.roundTrips).toBe(1);
  const body = { statusId: await readyColumn(shop) };
  expect(await shop.refused(contract.moveWorkOrder, { params, body })).toMatchObject({
    code: "conflict",
    detail: "Write cause and correction of each job.",
  });
  expect((await shop.call(contract.getWorkOrder, { params })).boardStatus.id).toBe(order.boardStatus.id);
  const result = { version: job.version, cause: "Pads at 2 mm", correction: "Pads replaced" };
  await shop.call(contract.recordResult, { params: { id: job.id }, body: result });
  const moved = await shop.answer(contract.moveWorkOrder, { params, body });
  expect(moved.body.boardStatus.category).toBe("ready");
  expect(moved.cost.roundTrips).toBe(2);
});

test("a warning is passed on purpose, and who passed it is noted", async () => {
  const shop = await api.newShop();
  await demand(shop, { odometer_in: { level: "warn", before: "ready" } });
  const { order } = await carOrder(shop);
  const [params, statusId] = [{ id: order.id }, await readyColumn(shop)];
  expect(await shop.refused(contract.moveWorkOrder, { params, body: { statusId } })).toMatchObject({
    warnings: [{ code: "gate_odometer_in", message: "Enter the odometer reading on arrival." }],
  });
  const body = { statusId, acceptWarnings: ["gate_odometer_in"] };
  expect((await shop.answer(contract.moveWorkOrder, { params, body })).status).toBe(200);
});

test("what is asked before invoicing stands on the invoice's page and stops it there, not on the board", async () => {
  const shop = await api.newShop();
  await demand(shop, {
    contact_reachable: { level: "block", before: "invoice" },
    mechanic_on_labour: { level: "warn", before: "invoice" },
  });
  const { order, job } = await carOrder(shop);
  const params = { id: order.id };
  const labour = { kind: "labour", description: "Work", quantity: "1", unitPriceCents: 5000 } as const;
  await shop.call(contract.addLine, { params: { id: job.id }, body: labour });
  await shop.call(contract.moveWorkOrder, { params, body: { statusId: await readyColumn(shop) } });
  await shop.call(contract.startWorkOrder, { params, body: { orderedBy: "Kask" } });
  const { blockers, warnings } = await shop.call(previewInvoice, { params });
  expect(blockers.map(({ code }) => code)).toContain("gate_contact_reachable");
  expect(warnings.map(({ code }) => code)).toContain("gate_mechanic_on_labour");
  expect(await shop.refused(issueInvoice, { params, body: {} })).toMatchObject({ code: "conflict" });
});

test("a promise that was missed must be changed first; parts must be somewhere; readings must be there", async () => {
  const shop = await api.newShop();
  const block = { level: "block", before: "ready" } as const;
  await demand(shop, { promise_kept: block, parts_settled: block, odometer_out: block });
  const { order, job } = await carOrder(shop);
  const params = { id: order.id };
  const past = new Date(Date.now() - 3_600_000).toISOString();
  const facts = { version: order.version, promisedAt: past, acceptWarnings: ["promise_in_past"] };
  const late = await shop.answer(contract.updateWorkOrder, { params, body: facts });
  expect(late.status).toBe(200);
  const part = { kind: "part", description: "Pads", quantity: "1", unitPriceCents: 5000 } as const;
  await shop.call(contract.addLine, { params: { id: job.id }, body: part });
  const { items } = await shop.call(contract.listGates, { params });
  expect(
    items
      .filter(({ open }) => open)
      .map(({ gate }) => gate)
      .sort(),
  ).toEqual(["odometer_out", "parts_settled", "promise_kept"]);
});

test("an unknown gate and an unknown strictness are refused", async () => {
  const shop = await api.newShop();
  const { version } = await shop.call(getSettings);
  for (const gates of [
    { tea: { level: "warn", before: "ready" } },
    { odometer_in: { level: "shout", before: "ready" } },
  ]) {
    expect((await shop.refused(updateSettings, { body: { version, gates: gates as never } })).code).toBe("invalid");
  }
});
