import * as contract from "@mechanicbuddy/contract/settings";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const doneOf = async (shop: Shop) => {
  const { items } = await shop.call(contract.getChecklist);
  return items.filter(({ done }) => done).map(({ step }) => step);
};

test("on the first day the list says what is left, and each thing ticks itself off", async () => {
  const shop = await api.newShop();
  const before = await doneOf(shop);
  expect(before).not.toContain("test_email");
  expect(before).not.toContain("number");
  await shop.call(contract.sendTestEmail);
  const { items } = await shop.call(contract.listNumberSeries);
  const series = items.find(({ kind }) => kind === "invoice");
  const body = { version: series?.version ?? 1, next: 42 };
  await shop.call(contract.updateNumberSeries, { params: { id: series?.id ?? "" }, body });
  expect(await doneOf(shop)).toEqual(expect.arrayContaining(["number", "test_email"]));
  expect((await shop.answer(contract.getChecklist)).cost.roundTrips).toBe(1);
});

test("put away it is gone for everybody; a mechanic never sees it", async () => {
  const shop = await api.newShop();
  expect((await shop.call(contract.getChecklist)).items).toHaveLength(contract.firstSteps.length);
  expect((await shop.refused(contract.getChecklist, {}, { as: "mechanic" })).code).toBe("forbidden");
  expect((await shop.refused(contract.dismissChecklist, {}, { as: "accountant" })).code).toBe("forbidden");
  await shop.call(contract.dismissChecklist, {}, { as: "manager" });
  expect((await shop.call(contract.getChecklist)).items).toEqual([]);
});
