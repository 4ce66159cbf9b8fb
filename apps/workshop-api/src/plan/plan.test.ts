import { getFile, uploadFile } from "@mechanicbuddy/contract/files";
import { getMe } from "@mechanicbuddy/contract/identity";
import { getActivity, getInternalVersion, putEntitlement } from "@mechanicbuddy/contract/internal";
import { listInvoices } from "@mechanicbuddy/contract/invoices";
import { listNotifications } from "@mechanicbuddy/contract/notifications";
import { disableUser, enableUser, inviteUser, listUsers, updateUser } from "@mechanicbuddy/contract/people";
import { type Entitlement, getPlan } from "@mechanicbuddy/contract/plans";
import {
  createWorkOrder,
  deleteWorkOrder,
  listWorkOrders,
  moveWorkOrder,
  startWorkOrder,
} from "@mechanicbuddy/contract/work-orders";
import { entitled, testPlatform } from "@mechanicbuddy/platform/testing/platform";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { paperPdf } from "../files/testing/pictures.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
let shop: Shop;
let version = 0;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const now = () => api.clock.now();

async function platformCall(method: "GET" | "PUT", url: string, body?: object, token?: string) {
  const signed = token ?? (await testPlatform.signCall(`${method} ${url}`, { now: now() }));
  return api.app.fastify.inject({
    method,
    url,
    headers: { authorization: `Bearer ${signed}`, host: "api.example" },
    ...(body === undefined ? {} : { payload: body }),
  });
}

async function entitle(change: Partial<Entitlement> = {}, tenant = shop.id) {
  const document = await testPlatform.signEntitlement(entitled(tenant, "free", { version: ++version, ...change }));
  return platformCall("PUT", `/internal/tenants/${tenant}/entitlement`, { document });
}

const limits = (change: Partial<Entitlement["limits"]>) => ({
  limits: { ...entitled("any", "free").limits, ...change },
});

test("a workshop that nobody sold has no limits", async () => {
  const plan = await shop.call(getPlan);
  expect(plan).toMatchObject({ tier: null, state: "active" });
  expect(plan.usage.map(({ allowed }) => allowed)).toEqual([null, null, null, null]);
  expect((await shop.call(getMe)).plan).toBeUndefined();
});

test("a photo beyond the plan's space is refused with what is used; those that are here stay", async () => {
  const send = () => ({ body: paperPdf, query: {} });
  const options = { headers: { "content-type": "application/octet-stream" } };
  const { id } = await shop.call(uploadFile, send(), options);
  await entitle(limits({ storageBytes: paperPdf.length + 10 }));
  expect(await shop.refused(uploadFile, send(), options)).toMatchObject({
    status: 402,
    code: "plan_limit",
    limit: { name: "storageBytes", used: paperPdf.length, allowed: paperPdf.length + 10 },
  });
  expect((await shop.answer(getFile, { params: { id } })).status).toBe(200);
});

test("the order after the last one of the plan is refused with what is used, and works within a request of the raise", async () => {
  await entitle(limits({ workOrderLimit: 2 }));
  await shop.call(createWorkOrder, { body: {} });
  const second = await shop.call(createWorkOrder, { body: {} });
  const refused = await shop.refused(createWorkOrder, { body: {} });
  expect(refused).toMatchObject({
    status: 402,
    code: "plan_limit",
    detail: "2 of 2 orders used. Open ones can be finished, invoiced, paid, exported.",
    limit: { name: "workOrders", used: 2, allowed: 2 },
  });
  expect((await shop.call(listWorkOrders, { query: { total: true } })).total).toBe(2);
  await shop.call(startWorkOrder, { params: { id: second.id }, body: { orderedBy: "Kati" } });
  await entitle(limits({ workOrderLimit: 3 }));
  const third = await shop.call(createWorkOrder, { body: {} });
  expect(third.number).toBe(second.number + 1);
});

test("of ten orders opened at once on a plan with room for three, three are opened", async () => {
  await entitle(limits({ workOrderLimit: 3 }));
  const answers = await Promise.all(Array.from({ length: 10 }, () => shop.answer(createWorkOrder, { body: {} })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 402)).toHaveLength(7);
});

test("a deleted order has used its place", async () => {
  await entitle(limits({ workOrderLimit: 1 }));
  const { id } = await shop.call(createWorkOrder, { body: {} });
  await shop.call(deleteWorkOrder, { params: { id } });
  expect((await shop.refused(createWorkOrder, { body: {} })).code).toBe("plan_limit");
});

test("who sees the plan hears of it once at 80 % and once when the last one is used", async () => {
  await entitle(limits({ workOrderLimit: 5 }));
  for (let n = 0; n < 5; n++) await shop.call(createWorkOrder, { body: {} });
  const { items } = await shop.call(listNotifications);
  expect(
    items
      .filter(({ kind }) => kind === "plan.near")
      .map(({ data }) => data.used)
      .sort(),
  ).toEqual([4, 5]);
  expect((await shop.call(listNotifications, {}, { as: "advisor" })).items).toEqual([]);
});

test("the second user of a free plan is refused with used 1 of 1; read-only eyes need no seat", async () => {
  const lone = await api.newShop();
  const { items } = await lone.call(listUsers);
  for (const { id, role } of items) if (role !== "owner") await lone.call(disableUser, { params: { id } });
  await entitle({}, lone.id);
  const colleague = (role: "mechanic" | "readonly", username: string) => ({
    newEmployee: { firstName: "Mari", lastName: "Maasikas" },
    username,
    email: `${username}@example.com`,
    role,
  });
  expect(await lone.refused(inviteUser, { body: colleague("mechanic", "mari") })).toMatchObject({
    code: "plan_limit",
    detail: "1 of 1 users on Free. Colleagues can be added on Professional.",
    limit: { name: "users", used: 1, allowed: 1 },
  });
  const eyes = await lone.call(inviteUser, { body: colleague("readonly", "eyes") });
  const raise = { params: { id: eyes.id }, body: { version: eyes.version, role: "mechanic" as const } };
  expect((await lone.refused(updateUser, raise)).code).toBe("plan_limit");
  const mechanic = items.find(({ role }) => role === "mechanic");
  expect((await lone.refused(enableUser, { params: { id: mechanic?.id ?? "" } })).code).toBe("plan_limit");
});

test("two invitations at once cannot share the last seat", async () => {
  await entitle(limits({ mechanicLimit: 6 }));
  const invite = (username: string) =>
    shop.answer(inviteUser, {
      body: {
        newEmployee: { firstName: username, lastName: "Kuusk" },
        username,
        email: `${username}@example.com`,
        role: "mechanic",
      },
    });
  const statuses = (await Promise.all([invite("kolmas"), invite("neljas")])).map(({ status }) => status);
  expect(statuses.sort()).toEqual([201, 402]);
});

test("on a lowered plan the newest accounts read only, until the owner has chosen who stays", async () => {
  const { items } = await shop.call(listUsers);
  await entitle(limits({ mechanicLimit: 2 }));
  const seated: string[] = [];
  for (const role of ["owner", "manager", "advisor", "mechanic", "accountant"] as const) {
    const me = await shop.call(getMe, {}, { as: role });
    if (me.role === role) seated.push(role);
  }
  expect(seated).toHaveLength(2);
  expect(seated).toContain("owner");
  const other = seated.find((role) => role !== "owner");
  const mechanic = items.find(({ role }) => role === "mechanic");
  expect((await shop.refused(createWorkOrder, { body: {} }, { as: "advisor" })).code).toBe("forbidden");
  for (const { id, role } of items) {
    if (role === other || ["manager", "advisor", "accountant"].includes(role)) {
      await shop.call(disableUser, { params: { id } });
    }
  }
  expect((await shop.call(getMe, {}, { as: "mechanic" })).role).toBe("mechanic");
  expect(mechanic?.role).toBe("mechanic");
  await entitle(limits({ mechanicLimit: null }));
  await shop.call(createWorkOrder, { body: {} });
});

test("a read-only workshop finishes what is open and begins nothing new", async () => {
  const { id } = await shop.call(createWorkOrder, { body: {} });
  await entitle({ state: "read_only" });
  expect((await shop.refused(createWorkOrder, { body: {} })).detail).toBe(
    "This workshop is read only. Open orders can be finished, invoiced and paid.",
  );
  await shop.call(startWorkOrder, { params: { id }, body: { orderedBy: "Kati" } });
});

test("in a suspended workshop the owner sees why, and everybody else only that it is paused", async () => {
  await entitle({ state: "suspended", reason: "The invoice of March is unpaid." });
  expect(await shop.refused(listWorkOrders)).toMatchObject({
    code: "suspended",
    detail: "The invoice of March is unpaid.",
  });
  expect((await shop.refused(listWorkOrders, {}, { as: "advisor" })).detail).toBe("This workshop is paused.");
  expect(await shop.call(getPlan)).toMatchObject({ state: "suspended", reason: "The invoice of March is unpaid." });
  expect((await shop.call(getMe)).plan).toMatchObject({
    state: "suspended",
    reason: "The invoice of March is unpaid.",
  });
  expect((await shop.call(getMe, {}, { as: "advisor" })).plan).toEqual({ tier: "free", state: "suspended" });
  expect((await shop.refused(moveWorkOrder, { params: { id: shop.id as never }, body: {} as never })).status).toBe(403);
  await entitle({ state: "active" });
  await shop.call(listInvoices);
});

test("an older, forged, foreign or unsigned entitlement changes nothing", async () => {
  const neighbour = await api.newShop();
  await entitle(limits({ workOrderLimit: 7 }));
  const held = version;
  const allowed = async () => (await shop.call(getPlan)).usage.find(({ name }) => name === "workOrders")?.allowed;
  const put = (document: string) => platformCall("PUT", `/internal/tenants/${shop.id}/entitlement`, { document });

  const older = await testPlatform.signEntitlement(entitled(shop.id, "enterprise", { version: held }));
  expect((await put(older)).json()).toEqual({ version: held });
  const next = entitled(shop.id, "enterprise", { version: held + 1 });
  const signed = await testPlatform.signEntitlement(next);
  const [head, body, signature] = signed.split(".") as [string, string, string];
  const altered = Buffer.from(
    JSON.stringify({ iss: "mechanicbuddy:platform", aud: "test", entitlement: next }),
  ).toString("base64url");
  const bad = [
    `${head}.${altered}.${signature}`,
    `${head}.${body}.`.padEnd(40, "x"),
    await testPlatform.signEntitlement({ ...next, tenant: neighbour.id }),
    await testPlatform.signEntitlement(next, { instance: "elsewhere" }),
    await testPlatform.signEntitlement({ ...next, tier: "gold" as never }),
  ];
  for (const document of bad) {
    const answer = await put(document);
    expect(answer.statusCode).toBe(422);
    expect(answer.json().errors).toEqual([
      { field: "document", message: "Send a document that the platform signed for this workshop." },
    ]);
  }
  expect(await allowed()).toBe(7);
});

test("only the platform's own fresh call opens its routes, and each call once", async () => {
  const url = "/internal/version";
  const call = await testPlatform.signCall(`GET ${url}`, { now: now() });
  expect((await platformCall("GET", url, undefined, call)).json()).toEqual({ version: "0.0.0-test", instance: "test" });
  const refused = [
    call,
    shop.tokens.owner,
    await testPlatform.signCall("GET /internal/elsewhere", { now: now() }),
    await testPlatform.signCall(`GET ${url}`, { now: now(), instance: "elsewhere" }),
    await testPlatform.signCall(`GET ${url}`, { now: new Date(now().getTime() - 120_000) }),
    await testPlatform.signCall(`GET ${url}`, { now: new Date(now().getTime() + 120_000) }),
  ];
  for (const token of refused) expect((await platformCall("GET", url, undefined, token)).statusCode).toBe(401);
});

test("the platform reads usage and the enforced version, and a workshop that is not here is not found", async () => {
  await entitle();
  await shop.call(createWorkOrder, { body: {} });
  const answer = await platformCall("GET", `/internal/tenants/${shop.id}/activity`);
  expect(answer.json()).toMatchObject({ tenant: shop.id, users: 5, workOrders: 1, entitlementVersion: version });
  expect((await platformCall("GET", "/internal/tenants/nobody-here/activity")).statusCode).toBe(404);
  expect([getActivity, getInternalVersion, putEntitlement].map(({ permission }) => permission)).toEqual(
    Array(3).fill("service"),
  );
});
