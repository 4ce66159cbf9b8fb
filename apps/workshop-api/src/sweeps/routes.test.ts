import { holds, type Permission, permissions, roles } from "@mechanicbuddy/contract/permission";
import type { Route } from "@mechanicbuddy/contract/route";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contractRoutes, isForPeople } from "../testing/contract-routes.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
let shop: Shop;
let neighbour: Shop;

beforeAll(async () => {
  api = await openTestApi();
  shop = await api.newShop();
  neighbour = await api.newShop();
});
afterAll(() => api.close());

const guarded = () => api.app.routes.filter((route) => route.permission !== "public");
const name = (route: Route) => `${route.method} ${route.path}`;
/** What the tests before asked does not count against this one's five minutes. */
const afterTheOthers = () => api.clock.advance(301_000);
const body = (route: Route) => (route.body === undefined ? {} : { body: {} as never });

test("every route of the contract is answered, and no other", async () => {
  expect(api.app.routes.map(name).sort()).toEqual((await contractRoutes()).map(name).sort());
});

test("no two routes share method and address", () => {
  const names = api.app.routes.map(name);
  expect(new Set(names).size).toBe(names.length);
});

test("the OpenAPI document lists every route the server answers, and no other", async () => {
  const document = (await api.app.fastify.inject({ url: "/openapi.json" })).json();
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
  );
  expect(documented.sort()).toEqual(api.app.routes.map(name).sort());
});

test("every guarded route answers 401 to nobody, to a neighbour's token and to a forged one", async () => {
  const wrong: string[] = [];
  for (const route of guarded()) {
    const answers = [
      await shop.answer(route, body(route), { as: null }),
      await shop.answer(route, body(route), {
        as: null,
        headers: { authorization: `Bearer ${neighbour.tokens.owner}` },
      }),
      await shop.answer(route, body(route), { as: null, headers: { authorization: "Bearer a.b.c" } }),
    ];
    if (answers.some(({ status }) => status !== 401)) wrong.push(`${name(route)}: ${answers.map((a) => a.status)}`);
  }
  expect(wrong).toEqual([]);
});

test("every role is refused exactly the routes it lacks the permission for", async () => {
  const wrong: string[] = [];
  for (const route of guarded().filter(isForPeople)) {
    for (const role of roles) {
      const ending = ["/api/session", "/api/me"].includes(route.path) || route.path.startsWith("/api/me/sessions");
      if (ending && route.method === "DELETE") continue;
      const { status, body: reply } = await shop.answer(route, body(route), { as: role });
      const refused = status === 403 && (reply as unknown as { permission?: string }).permission === route.permission;
      const expected = route.permission !== "self" && !holds(role, route.permission as Permission);
      if (refused !== expected) wrong.push(`${name(route)} as ${role}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
}, 120_000);

test("every permission a route names is in the table", () => {
  const known = new Set<string>([...permissions, "public", "self", "service"]);
  expect(api.app.routes.filter((route) => !known.has(route.permission)).map(name)).toEqual([]);
});

test("an unknown field or query key is refused on every route, never dropped", async () => {
  afterTheOthers();
  const wrong: string[] = [];
  for (const route of guarded().filter(isForPeople)) {
    const query = await shop.answer(route, { ...body(route), query: { surprise: "1" } as never });
    if (query.status !== 422) wrong.push(`${name(route)} took an unknown query key: ${query.status}`);
    if (route.body === undefined) continue;
    const { status, body: reply } = await shop.answer(route, { body: { tenantId: "x", paid: true } as never });
    const fields = (reply as unknown as { errors?: { field: string }[] }).errors?.map((error) => error.field) ?? [];
    if (status !== 422 || !fields.includes("tenantId")) wrong.push(`${name(route)} took unknown fields: ${status}`);
  }
  expect(wrong).toEqual([]);
}, 60_000);

test("an id nobody has is not found on every route that takes one", async () => {
  afterTheOthers();
  const wrong: string[] = [];
  for (const route of guarded().filter(
    (route) => isForPeople(route) && route.path.includes(":id") && route.method === "GET",
  )) {
    const { status } = await shop.answer(route);
    if (status !== 404) wrong.push(`${name(route)}: ${status}`);
  }
  expect(wrong).toEqual([]);
});
