import * as contract from "@mechanicbuddy/contract/customers";
import { eraseCustomer } from "@mechanicbuddy/contract/privacy";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type TestApi } from "../testing/shop.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

test("a customer's yes and later no are both kept, with who noted them", async () => {
  const shop = await api.newShop();
  const { id } = await shop.call(contract.createCustomer, { body: { kind: "private", lastName: "Kask" } });
  const consent = { purpose: "reminders", channel: "email", how: "At the counter" } as const;
  await shop.call(contract.recordConsent, { params: { id }, body: { ...consent, given: true } });
  await shop.call(contract.recordConsent, { params: { id }, body: { ...consent, given: false } });
  const { items } = await shop.call(contract.listConsents, { params: { id } });
  expect(items.map(({ given }) => given)).toEqual([false, true]);
  expect(items[0]?.by).toBeTruthy();
  const version = (await shop.call(contract.getCustomer, { params: { id } })).version;
  await shop.call(eraseCustomer, { params: { id }, body: { version } });
  expect((await shop.call(contract.listConsents, { params: { id } })).items).toEqual([]);
});

test("a consent needs how it was said", async () => {
  const shop = await api.newShop();
  const { id } = await shop.call(contract.createCustomer, { body: { kind: "private", lastName: "Kask" } });
  const body = { purpose: "reminders", channel: "email", given: true, how: "" } as const;
  const refused = await shop.refused(contract.recordConsent, { params: { id }, body });
  expect(refused.errors?.map(({ field }) => field)).toEqual(["how"]);
});
