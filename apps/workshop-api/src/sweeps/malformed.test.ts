import type { Route } from "@mechanicbuddy/contract/route";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { isForPeople } from "../testing/contract-routes.ts";
import { sampleOf } from "../testing/sample.ts";
import { openTestApi, type Shop, type TestApi, urlOf } from "../testing/shop.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
// Somebody else each time: so many calls of one person in a minute would be refused for their number.
beforeEach(async () => {
  shop = await api.newShop();
});

const name = (route: Route) => `${route.method} ${route.path}`;
const guarded = () => api.app.routes.filter(isForPeople);
const taking = () => guarded().filter((route) => route.body !== undefined);

/** Sends bytes as they are and says what came back, `422 invalid` for instance. */
async function raw(route: Route, payload: string, type = "application/json", url = urlOf(route)): Promise<string> {
  const { statusCode, body } = await api.app.fastify.inject({
    method: route.method,
    url,
    headers: {
      host: `${shop.id}.localhost`,
      authorization: `Bearer ${shop.tokens.owner}`,
      ...(payload === "" ? {} : { "content-type": type }),
    },
    payload,
  });
  return `${statusCode} ${(JSON.parse(body === "" ? "{}" : body) as { code?: string }).code}`;
}

/** Routes that answer something else than expected, with what they answered. */
async function unlike(expected: string, routes: Route[], send: (route: Route) => Promise<string>): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of routes) {
    const answer = await send(route);
    if (answer !== expected) wrong.push(`${name(route)}: ${answer}`);
  }
  return wrong;
}

test("broken JSON, another kind of content, nothing at all and a list are refused as invalid by every route that takes a body", async () => {
  expect(await unlike("422 invalid", taking(), (route) => raw(route, '{"name": "Ka'))).toEqual([]);
  expect(await unlike("422 invalid", taking(), (route) => raw(route, "name=Kask", "text/plain"))).toEqual([]);
  expect(await unlike("422 invalid", taking(), (route) => raw(route, "<a/>", "application/xml"))).toEqual([]);
  expect(await unlike("422 invalid", taking(), (route) => raw(route, '["Kask"]'))).toEqual([]);
}, 60_000);

test("a body beyond its limit is refused as too large by every route that takes one", async () => {
  const send = (route: Route) => raw(route, `{"name": "${"x".repeat(route.bodyLimit ?? 1024 * 1024)}"}`);
  expect(await unlike("413 too_large", taking(), send)).toEqual([]);
}, 60_000);

test("an id that is none is refused as invalid by every route that takes one", async () => {
  const withId = guarded().filter(({ path }) => /:\w*[iI]d\b/.test(path));
  const send = (route: Route) => {
    const body = route.body === undefined ? "" : JSON.stringify(sampleOf(route.body));
    return raw(route, body, "application/json", route.path.replaceAll(/:\w+/g, "1%27%20or%201=1"));
  };
  expect(await unlike("422 invalid", withId, send)).toEqual([]);
}, 60_000);

/** A body that fits, with one of its whole numbers as large as JSON takes it. */
function* enormous(route: Route): Generator<string> {
  const properties = Object.entries(
    (route.body as { properties?: Record<string, { type?: string }> }).properties ?? {},
  );
  const sample = sampleOf(route.body as object) as object;
  for (const [key, { type }] of properties) {
    if (type === "integer") yield JSON.stringify({ ...sample, [key]: Number.MAX_SAFE_INTEGER });
  }
}

test("whatever is sent, no route answers that the fault is ours", async () => {
  const odd = ["null", "0", '""', "{}", '{"version": 1e400}', '{"__proto__": {"role": "owner"}}', '{"a\\u0000": 1}'];
  const faults: string[] = [];
  for (const route of taking()) {
    for (const payload of [...odd, ...enormous(route)]) {
      const answer = await raw(route, payload);
      if (answer.startsWith("5")) faults.push(`${name(route)} ${payload}: ${answer}`);
    }
  }
  expect(faults).toEqual([]);
}, 120_000);

test("whatever stands in an address, no route answers that the fault is ours", async () => {
  const odd = [
    "%00",
    "%ff",
    "'",
    "eyJ4IjoxfQ", // {"x":1}
    "eyJhdCI6InoiLCJpZCI6InoiLCJuYW1lIjoxLCJuIjoieiJ9", // {"at":"z","id":"z","name":1,"n":"z"}

    "99999999999999999999",
    "-1",
    "1e400",
    "2026-02-31",
    "%F0%9F%9A%97",
    "\\",
    "%25",
  ];
  const faults: string[] = [];
  for (const route of guarded().filter(({ method }) => method === "GET")) {
    for (const key of Object.keys((route.query as { properties?: object } | undefined)?.properties ?? {})) {
      for (const value of odd) {
        const answer = await raw(route, "", "", `${urlOf(route)}?${key}=${value}`);
        if (answer.startsWith("5")) faults.push(`${name(route)} ${key}=${value}: ${answer}`);
      }
    }
  }
  expect(faults).toEqual([]);
}, 120_000);
