import { listAudit } from "@mechanicbuddy/contract/audit";
import { createCustomer, listCustomers } from "@mechanicbuddy/contract/customers";
import { createExport, listExports } from "@mechanicbuddy/contract/everything";
import * as contract from "@mechanicbuddy/contract/identity";
import { listNotifications } from "@mechanicbuddy/contract/notifications";
import { inviteUser } from "@mechanicbuddy/contract/people";
import type { Route } from "@mechanicbuddy/contract/route";
import { getToday } from "@mechanicbuddy/contract/today";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { openSession } from "./support.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const person = "Sam of MechanicBuddy";
const allow = (more = {}) =>
  shop.call(contract.allowSupport, { body: { reason: "The printer", minutes: 30, ...more } });
const enter = async () => {
  const { token } = await openSession(shop.ctx, person, api.app.tokens);
  return { as: null, headers: { authorization: `Bearer ${token}` } };
};
const aCustomer = { body: { kind: "private" as const, firstName: "Mari", lastName: "Mets" } };

test("support comes in only after the owner allowed it, and only reads", async () => {
  await expect(openSession(shop.ctx, person, api.app.tokens)).rejects.toThrow("has not let support in");
  await allow();
  const support = await enter();
  expect((await shop.answer(listCustomers, {}, support)).status).toBe(200);
  expect(await shop.refused(createCustomer, aCustomer, support)).toMatchObject({
    code: "forbidden",
    detail: "Support may read here, not change.",
  });
  expect((await shop.refused(contract.listMySessions, {}, support)).code).toBe("forbidden");
  expect((await shop.call(listCustomers)).items).toEqual([]);
});

test("everybody in the workshop can see that support is allowed, and support that it is support", async () => {
  await allow();
  const seen = await shop.call(contract.getMe, {}, { as: "mechanic" });
  expect(seen.support).toMatchObject({ mayWrite: false, person: null });
  expect((await shop.call(contract.getMe, {}, await enter())).support?.person).toBe(person);
});

test("the owner who let support in hears when somebody comes", async () => {
  await allow();
  await enter();
  const { items } = await shop.call(listNotifications);
  expect(items).toMatchObject([{ kind: "support.entered", data: { person, reason: "The printer" } }]);
  expect((await shop.call(listNotifications, {}, { as: "manager" })).items).toEqual([]);
});

test("where the owner said so support may change things, and the audit names the person", async () => {
  await allow({ mayWrite: true });
  const support = await enter();
  expect((await shop.answer(createCustomer, aCustomer, support)).status).toBe(201);
  const { items } = await shop.call(listAudit);
  const named = items.filter((entry) => entry.actorKind === "support");
  expect(named.map(({ action, actor }) => [action, actor])).toEqual([
    ["support.call", `Support (${person}), The printer`],
    ["customer.create", `Support (${person}), The printer`],
    ["support.enter", `Support (${person}), The printer`],
  ]);
  expect((await shop.refused(contract.startSecondFactor, {}, support)).code).toBe("forbidden");
});

test("the workshop reads of each call what support opened, who it was and why, and what was refused", async () => {
  await allow();
  const support = await enter();
  await shop.call(listCustomers, { query: { q: "Mets" } }, support);
  await shop.refused(createCustomer, aCustomer, support);
  const { items } = await shop.call(listAudit, { query: { action: "support.call" } });
  expect(items.map(({ actor, after }) => [actor, after])).toEqual([
    [`Support (${person}), The printer`, { call: "POST /api/customers", outcome: "forbidden" }],
    [`Support (${person}), The printer`, { call: "GET /api/customers", outcome: "ok" }],
  ]);
});

test("however much the owner allowed: no account, no archive, no list to take along, no longer stay is support's", async () => {
  await allow({ mayWrite: true });
  const support = await enter();
  for (const route of [getToday, listNotifications, contract.getMe]) {
    expect((await shop.answer<Route>(route, {}, support)).status).toBe(200);
  }
  expect((await shop.call(contract.getMe, {}, support)).permissions).not.toContain("export.all");
  const invited = { newEmployee: { firstName: "Eve", lastName: "Uus" }, username: "eve", email: "e@example.com" };
  const refused: [Route, object][] = [
    [inviteUser, { ...invited, role: "owner" }],
    [createExport, {}],
    [contract.extendSession, {}],
    [contract.changePassword, { currentPassword: "x", newPassword: "three random words" }],
    [contract.allowSupport, { reason: "More", minutes: 60 }],
  ];
  for (const [route, body] of refused) {
    expect(await shop.refused<Route>(route, { body } as never, support)).toMatchObject({
      code: "forbidden",
      detail: "Support cannot do this.",
    });
  }
  for (const route of [listExports, contract.getSecondFactor]) {
    expect((await shop.refused<Route>(route, {}, support)).detail).toBe("Support cannot open this.");
  }
  const csv = { ...support, headers: { ...support.headers, accept: "text/csv" } };
  expect((await shop.refused(listCustomers, {}, csv)).detail).toBe("Support cannot take lists along.");
});

test("support sessions die with the permission, taken back or run out", async () => {
  await allow();
  const first = await enter();
  await shop.call(contract.endSupport);
  expect((await shop.refused(listCustomers, {}, first)).status).toBe(401);
  await allow();
  const second = await enter();
  await run(shop.ctx.db, sql`update support_accesses set expires_at = now() - interval '1 hour'`);
  expect((await shop.refused(listCustomers, {}, second)).status).toBe(401);
  expect(await shop.call(contract.getSupportAccess)).toEqual({ access: null });
});

test("an hour is the longest, a reason is needed, and only an owner allows it", async () => {
  const ask = (body: object, as: "owner" | "manager" = "owner") =>
    shop.refused(contract.allowSupport, { body: body as never }, { as });
  expect((await ask({ reason: "x", minutes: 61 })).errors?.[0]).toEqual({
    field: "minutes",
    message: "Choose 5 to 60 minutes.",
  });
  expect((await ask({ reason: "", minutes: 30 })).errors?.[0]?.field).toBe("reason");
  expect((await ask({ reason: "x", minutes: 30 }, "manager")).code).toBe("forbidden");
});
