import { randomUUID } from "node:crypto";
import { createCustomer, listCustomers, updateCustomer } from "@mechanicbuddy/contract/customers";
import { createExport, listExports } from "@mechanicbuddy/contract/everything";
import {
  checkSetPasswordLink,
  enterAsSupport,
  enterByHandover,
  setPassword,
  signIn,
} from "@mechanicbuddy/contract/identity";
import type { Activity } from "@mechanicbuddy/contract/internal";
import { getPublicInvoice } from "@mechanicbuddy/contract/invoices";
import { type Entitlement, getPlan, plans, type Tier } from "@mechanicbuddy/contract/plans";
import { listWorkOrders } from "@mechanicbuddy/contract/work-orders";
import { run as send } from "@mechanicbuddy/platform/database/statement";
import { entitled, testPlatform } from "@mechanicbuddy/platform/testing/platform";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import { run as pack } from "../transfer/everything/making.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ withSpares: true });
});
afterAll(() => api.close());

let count = 0;
// Logins belong to the whole cluster: names of one run must not meet those of another.
const run = randomUUID().slice(0, 8);
const newId = () => `acme${run}${++count}`;

async function call(method: "GET" | "PUT" | "POST" | "DELETE", url: string, body?: object) {
  const token = await testPlatform.signCall(`${method} ${url}`, { now: api.clock.now() });
  const headers = { authorization: `Bearer ${token}`, host: "api.example" };
  const answer = await api.app.fastify.inject({
    method,
    url,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.body === "" ? null : answer.json() };
}

async function document(tenant: string, change: Partial<Entitlement> = {}, tier: Tier = "free"): Promise<string> {
  return testPlatform.signEntitlement(entitled(tenant, tier, change));
}

async function create(id: string, change: object = {}, tier: Tier = "free") {
  const input = {
    companyName: "Acme Motors",
    ownerName: "Anna Maria Saar",
    ownerEmail: "anna@acme.example",
    locale: "en",
    country: "EE",
    sampleData: false,
    document: await document(id, {}, tier),
  };
  return call("PUT", `/internal/tenants/${id}`, { ...input, ...change });
}

/** Calls a route of a workshop as its site does, signed in or not. */
async function inside(tenant: string, route: { method: string; path: string }, body?: object, token?: string) {
  const answer = await api.app.fastify.inject({
    method: route.method as "GET",
    url: route.path,
    headers: { host: `${tenant}.localhost`, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.body === "" ? null : answer.json() };
}

/** The owner's token, through the handover and a chosen password. */
async function ownerOf(id: string): Promise<string> {
  const { body: way } = await call("POST", `/internal/tenants/${id}/handovers`, { email: "anna@acme.example" });
  const { body: entered } = await inside(id, enterByHandover, { code: way.code });
  const token = (entered.setPassword as string).split("/").at(-1);
  await inside(id, setPassword, { token, password: "otter window velvet" });
  const { body } = await inside(id, signIn, { name: "anna@acme.example", password: "otter window velvet" });
  return body.token;
}

test("a workshop is made in less than half a second, with its country's money and tax and its owner", async () => {
  const times: number[] = [];
  const ids = [newId(), newId(), newId()];
  const id = ids[2] as string;
  for (const id of ids) {
    const startedAt = performance.now();
    expect(await create(id)).toMatchObject({ status: 200, body: { tenant: id, created: true } });
    times.push(performance.now() - startedAt);
  }
  // The quickest of three: the machine may be busy with other things. The bench measures all of them.
  expect(Math.min(...times)).toBeLessThan(500);
  const token = await ownerOf(id);
  const me = await inside(id, { method: "GET", path: "/api/me" }, undefined, token);
  expect(me.body).toMatchObject({
    name: "Anna Maria Saar",
    role: "owner",
    workshop: { name: "Acme Motors", currency: "EUR", timeZone: "Europe/Tallinn", distanceUnit: "km", country: "EE" },
    plan: { tier: "free", state: "active" },
  });
});

test("the same order twice, or twice at the same moment, is one workshop", async () => {
  const id = newId();
  const both = await Promise.all([create(id), create(id)]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect(both.map(({ body }) => body.created).sort()).toEqual([false, true]);
  expect((await create(id)).body).toMatchObject({ tenant: id, created: false });
});

test("a name that is somebody else's, or nobody's to have, and input that is not understood make no workshop", async () => {
  const id = newId();
  await create(id);
  expect((await create(id, { ownerEmail: "bob@other.example" })).body).toMatchObject({
    code: "conflict",
    detail: "Somebody else's workshop has this name.",
  });
  expect((await create("free-tier")).body.errors).toEqual([{ field: "id", message: "This address is not available." }]);
  for (const [field, value] of [
    ["ownerEmail", "anna"],
    ["country", "Estonia"],
    ["locale", "xx1"],
    ["companyName", ""],
    ["sampleData", "yes"],
  ] as const) {
    const { status, body } = await create(newId(), { [field]: value });
    expect([status, body.errors[0].field]).toEqual([422, field]);
  }
});

test("twenty workshops ordered at once are twenty workshops, each behind its own login", async () => {
  const ids = Array.from({ length: 20 }, newId);
  const answers = await Promise.all(ids.map((id) => create(id)));
  expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
  const { rows } = await api.ground.appPool.query(
    "select count(*)::int as n from instance.tenants where id = any($1)",
    [ids],
  );
  expect(rows).toEqual([{ n: 20 }]);
});

test("a full instance refuses the next workshop and makes nothing", async () => {
  const full = await openTestApi({ maxTenants: 0 });
  try {
    const url = "/internal/tenants/one-too-many";
    const token = await testPlatform.signCall(`PUT ${url}`, { now: full.clock.now() });
    const answer = await full.app.fastify.inject({
      method: "PUT",
      url,
      headers: { authorization: `Bearer ${token}` },
      payload: {
        companyName: "Late",
        ownerName: "Ann",
        ownerEmail: "ann@example.com",
        locale: "en",
        country: "GB",
        sampleData: false,
        document: await document("one-too-many"),
      },
    });
    expect(answer.json()).toMatchObject({ code: "plan_limit", limit: { name: "tenants", allowed: 0 } });
    expect(await full.app.registry.find("one-too-many")).toBeUndefined();
  } finally {
    await full.close();
  }
});

test("a document of another workshop, or nobody's, makes none", async () => {
  const id = newId();
  for (const forged of [await document("somebody-else"), "x".repeat(40)]) {
    expect((await create(id, { document: forged })).body.errors).toEqual([
      { field: "document", message: "Send a document that the platform signed for this workshop." },
    ]);
  }
  expect(await api.app.registry.find(id)).toBeUndefined();
});

test("a way in works once and for a minute, and asks an owner without a password to choose one", async () => {
  const id = newId();
  await create(id);
  const handOver = async () =>
    (await call("POST", `/internal/tenants/${id}/handovers`, { email: "anna@acme.example" })).body;
  const way = await handOver();
  expect(way.url).toBe(`http://${id}.localhost:3025/login/handover?code=${way.code}`);
  const entered = await inside(id, enterByHandover, { code: way.code });
  expect(entered.body).toMatchObject({ signedIn: null, setPassword: expect.stringMatching(/^\/set-password\//) });
  expect((await inside(id, checkSetPasswordLink, { token: entered.body.setPassword.split("/").at(-1) })).status).toBe(
    200,
  );
  expect((await inside(id, enterByHandover, { code: way.code })).body.code).toBe("gone");
  const late = await handOver();
  api.clock.advance(61_000);
  expect((await inside(id, enterByHandover, { code: late.code })).body.code).toBe("gone");
  const token = await ownerOf(id);
  expect(token).toBeDefined();
  const again = await inside(id, enterByHandover, { code: (await handOver()).code });
  expect(again.body).toMatchObject({ setPassword: null, signedIn: { me: { role: "owner" } } });
  const nobody = await call("POST", `/internal/tenants/${id}/handovers`, { email: "stranger@example.com" });
  expect(nobody.status).toBe(404);
});

test("support that only looks is refused every change, is named in the audit, and is out at once when it is ended", async () => {
  const id = newId();
  await create(id);
  const visit = {
    staffId: randomUUID(),
    staffName: "Sam of the platform",
    reason: "The board stays empty",
    minutes: 30,
  };
  const { body: way } = await call("POST", `/internal/tenants/${id}/support-sessions`, { ...visit, mode: "look" });
  const { body: session } = await inside(id, enterAsSupport, { code: way.code });
  expect(session.me.support).toMatchObject({ person: "Sam of the platform", mayWrite: false });
  const customer = { kind: "private", firstName: "Mari", lastName: "Mets" };
  expect((await inside(id, listCustomers, undefined, session.token)).status).toBe(200);
  expect((await inside(id, createCustomer, customer, session.token)).body.detail).toBe(
    "Support may read here, not change.",
  );
  expect((await inside(id, enterAsSupport, { code: way.code })).body.code).toBe("gone");
  const { body: acting } = await call("POST", `/internal/tenants/${id}/support-sessions`, { ...visit, mode: "act" });
  const { body: actor } = await inside(id, enterAsSupport, { code: acting.code });
  expect((await inside(id, createCustomer, customer, actor.token)).status).toBe(201);
  expect((await call("DELETE", `/internal/tenants/${id}/support-sessions/${way.id}`)).status).toBe(204);
  expect((await inside(id, listCustomers, undefined, session.token)).status).toBe(401);
  expect((await inside(id, listCustomers, undefined, actor.token)).status).toBe(200);
  api.clock.advance(31 * 60_000);
  expect((await inside(id, listCustomers, undefined, actor.token)).status).toBe(401);
});

test("a suspended workshop opens again as it was; an older or wrong document changes nothing", async () => {
  const id = newId();
  await create(id);
  const token = await ownerOf(id);
  const suspended = await document(id, { version: 2, state: "suspended", reason: "Ninety days without anybody." });
  expect((await call("POST", `/internal/tenants/${id}/resume`, { document: suspended })).status).toBe(422);
  expect((await call("POST", `/internal/tenants/${id}/suspend`, { document: suspended })).body).toEqual({ version: 2 });
  expect((await inside(id, listWorkOrders, undefined, token)).body.detail).toBe("Ninety days without anybody.");
  const older = await document(id, { version: 1 });
  expect((await call("POST", `/internal/tenants/${id}/resume`, { document: older })).body).toEqual({ version: 2 });
  expect((await inside(id, listWorkOrders, undefined, token)).status).toBe(403);
  const open = await document(id, { version: 3 });
  expect((await call("POST", `/internal/tenants/${id}/resume`, { document: open })).body).toEqual({ version: 3 });
  expect((await inside(id, listWorkOrders, undefined, token)).status).toBe(200);
});

test("a closed workshop is gone for customers; its owner still comes in, reads until when, and packs everything", async () => {
  const id = newId();
  await create(id);
  const before = await ownerOf(id);
  const until = "2027-01-31T03:00:00.000Z";
  const closing = await document(id, { version: 2, state: "closing", reason: "Deleted.", graceEndsAt: until });
  expect((await call("POST", `/internal/tenants/${id}/suspend`, { document: closing })).body).toEqual({ version: 2 });
  const link = getPublicInvoice.path.replace(":token", "a".repeat(43));
  expect(await inside(id, { method: "GET", path: link })).toMatchObject({
    status: 410,
    body: { code: "gone", detail: "This workshop is closed." },
  });
  const { body: way } = await call("POST", `/internal/tenants/${id}/handovers`, { email: "anna@acme.example" });
  const { token } = (await inside(id, enterByHandover, { code: way.code })).body.signedIn;
  for (const owner of [before, token]) {
    expect((await inside(id, getPlan, undefined, owner)).body).toMatchObject({ state: "closing", graceEndsAt: until });
    expect((await inside(id, listExports, undefined, owner)).status).toBe(200);
    expect((await inside(id, listWorkOrders, undefined, owner)).body.code).toBe("suspended");
  }
  expect((await inside(id, createExport, {}, token)).status).toBe(201);
  expect((await inside(id, { method: "GET", path: "/api/audit" }, undefined, token)).status).toBe(403);
});

test("a workshop that is removed for good leaves nothing, and its neighbour of almost the same name everything", async () => {
  const id = `purge${run}`;
  const neighbour = `${id}-2`;
  await Promise.all([create(id), create(neighbour)]);
  expect((await call("POST", `/internal/tenants/${id}/purge`, {})).status).toBe(409);
  const closing = await document(id, { version: 2, state: "closing" });
  await call("POST", `/internal/tenants/${id}/suspend`, { document: closing });
  const purged = await call("POST", `/internal/tenants/${id}/purge`, {});
  expect(purged.body.removed).toEqual(
    expect.arrayContaining([`schema tenant_${id}`, `login tenant_${id}`, `registry entry ${id}`]),
  );
  const { rows } = await api.ground.appPool.query(
    `select nspname as name from pg_namespace where nspname like 'tenant_purge${run}%'
      union select rolname from pg_roles where rolname like 'tenant_purge${run}%' order by 1`,
  );
  expect(rows).toEqual([{ name: `tenant_${neighbour}` }]);
  expect((await call("POST", `/internal/tenants/${id}/purge`, {})).body.removed).toEqual([]);
  expect(
    (await inside(neighbour, { method: "GET", path: "/api/me" }, undefined, await ownerOf(neighbour))).status,
  ).toBe(200);
});

test("a demo has a history to look at; what nobody touched goes, what somebody used stays", async () => {
  const id = newId();
  expect((await create(id, { sampleData: true }, "demo")).body).toMatchObject({ created: true });
  const token = await ownerOf(id);
  const { body: orders } = await inside(id, listWorkOrders, undefined, token);
  expect(orders.items.map(({ stage }: { stage: string }) => stage).sort()).toEqual(["invoiced", "order", "quote"]);
  const { body: customers } = await inside(id, listCustomers, undefined, token);
  const touched = customers.items.find(({ name }: { name: string }) => name.includes("Deliveries"));
  const { body: whole } = await inside(id, { method: "GET", path: `/api/customers/${touched.id}` }, undefined, token);
  const change = { version: whole.version, companyName: "Our first real customer Ltd" };
  await inside(id, { method: updateCustomer.method, path: `/api/customers/${touched.id}` }, change, token);
  const { body: count } = await call("POST", `/internal/tenants/${id}/sample-data/remove`, {});
  expect(count.removed).toBeGreaterThan(5);
  expect(count.kept).toBeGreaterThan(0);
  const { body: left } = await inside(id, listCustomers, undefined, token);
  expect(left.items.map(({ name }: { name: string }) => name)).toContain("Our first real customer Ltd");
});

test("the platform hears of every workshop how it is used, in one answer", async () => {
  const id = newId();
  await create(id);
  const { body } = await call("GET", "/internal/activity");
  const mine = body.items.find(({ tenant }: Activity) => tenant === id);
  expect(mine).toMatchObject({ users: 1, workOrders: 0, entitlementVersion: 1, lastActiveAt: null });
  expect(plans.free.limits.mechanicLimit).toBe(mine.users);
});

test("the platform learns when somebody of the workshop last worked, however long ago; support does not count", async () => {
  const id = newId();
  await create(id);
  const token = await ownerOf(id);
  const lastActiveAt = async () => {
    await api.app.activity.close();
    return (await call("GET", `/internal/tenants/${id}/activity`)).body.lastActiveAt as string;
  };
  const at = api.clock.now().toISOString();
  await inside(id, listCustomers, undefined, token);
  expect(await lastActiveAt()).toBe(at);
  // Sessions that are over are forgotten after a month; the platform asks for longer.
  await send(api.ground.contextOf(id).db, sql`delete from sessions`);
  expect(await lastActiveAt()).toBe(at);
  api.clock.advance(6 * 60_000);
  const visit = { staffId: "s-1", staffName: "Sam", reason: "The board stays empty", minutes: 30, mode: "look" };
  const { body: way } = await call("POST", `/internal/tenants/${id}/support-sessions`, visit);
  const { body: session } = await inside(id, enterAsSupport, { code: way.code });
  expect((await inside(id, listCustomers, undefined, session.token)).status).toBe(200);
  expect(await lastActiveAt()).toBe(at);
  expect((await call("GET", "/internal/tenants/nobody-here/activity")).status).toBe(404);
});

test("everything of a workshop is packed for its owner, once at a time, and kept until a closed one is removed", async () => {
  const id = newId();
  await create(id);
  const first = await call("POST", `/internal/tenants/${id}/export`, {});
  expect((await call("POST", `/internal/tenants/${id}/export`, {})).body).toEqual(first.body);
  const waiting = await call("GET", `/internal/tenants/${id}/exports/${first.body.export}`);
  expect(waiting).toMatchObject({ status: 503, body: { code: "unavailable" } });
  await pack({ ...api.ground.contextOf(id), now: api.clock.now }, first.body.export);
  const closing = await document(id, { version: 2, state: "closing" });
  await call("POST", `/internal/tenants/${id}/suspend`, { document: closing });
  api.clock.advance(29 * 86_400_000);
  const url = `/internal/tenants/${id}/exports/${first.body.export}`;
  const token = await testPlatform.signCall(`GET ${url}`, { now: api.clock.now() });
  const archive = await api.app.fastify.inject({ method: "GET", url, headers: { authorization: `Bearer ${token}` } });
  expect(archive.headers["content-type"]).toBe("application/zip");
  expect(archive.rawPayload.subarray(0, 2).toString()).toBe("PK");
  expect((await call("GET", `/internal/tenants/${id}/exports/${randomUUID()}`)).status).toBe(404);
});
