import { afterAll, beforeAll, expect, test } from "vitest";
import { administrator } from "../lib/server/testing/administrator.ts";
import { type Browser, openTestSite, origin, type TestSite } from "../lib/server/testing/site.ts";

let site: TestSite;
let browser: Browser;
beforeAll(async () => {
  site = await openTestSite({ RATE_LIMITS: 100 });
  browser = await administrator(site, "operator@example.com");
});
afterAll(() => site.close());

const anyId = "0193f0a0-0000-7000-8000-000000000000";
const address = (path: string) => path.replace(/:[A-Za-z]+/g, anyId);
const unsafe = () => site.api.routes.filter(({ method, who }) => method !== "GET" && who !== "signature");
const send = (method: string, path: string, headers: Record<string, string>, body?: string) =>
  browser.raw(new Request(origin + address(path), { method, headers, body }));
const typeOf = (takes: string | undefined) =>
  takes === "multipart" ? "multipart/form-data; boundary=x" : "application/json";

test("every unsafe route refuses another site, a hidden origin, a missing token and a stale one", async () => {
  expect(unsafe().length).toBeGreaterThan(20);
  const token = (await browser.send("GET", "/api/auth/csrf-token")).body.csrfToken as string;
  for (const { method, path, takes } of unsafe()) {
    const type = { "content-type": typeOf(takes) };
    const cases: [string, Record<string, string>][] = [
      ["another site", { origin: "https://evil.test", "x-csrf-token": token }],
      ["a hidden origin", { origin: "null", "x-csrf-token": token }],
      ["another site without origin", { "sec-fetch-site": "cross-site", "x-csrf-token": token }],
      ["no token", { origin }],
      ["a broken token", { origin, "x-csrf-token": `${token}x` }],
    ];
    for (const [name, headers] of cases) {
      const reply = await send(method, path, { ...type, ...headers }, takes === "multipart" ? "--x--\r\n" : "{}");
      expect([method, path, name, reply.status, reply.body.code]).toEqual([method, path, name, 403, "csrf_invalid"]);
    }
  }
}, 60_000);

test("every route that takes a body refuses what is no JSON, another type and unknown fields", async () => {
  for (const { method, path, takes, body } of unsafe()) {
    if (takes !== undefined && takes !== "json") continue;
    if (body === undefined) continue;
    const token = (await browser.send("GET", "/api/auth/csrf-token")).body.csrfToken as string;
    const headers = { origin, "x-csrf-token": token };
    const json = { ...headers, "content-type": "application/json" };
    const seen = [
      (await send(method, path, json, "{")).status,
      (await send(method, path, { ...headers, "content-type": "text/plain" }, "{}")).status,
      (await send(method, path, json, '{"__proto__":{"a":1},"surprise":[1]}')).status,
      (await send(method, path, json, "[]")).status,
      (await send(method, path, json, JSON.stringify({ a: "x".repeat(2_000_000) }))).status,
    ];
    // A step-up comes before the body is looked at, and a proof is fresh here; so only these remain.
    expect([method, path, ...seen]).toEqual([method, path, 400, 415, 400, 400, 413]);
  }
}, 60_000);

test("every route refuses a query it does not know, and an id that is none is not found", async () => {
  for (const { method, path, params } of site.api.routes) {
    if (method !== "GET") continue;
    const reply = await browser.send("GET", `${address(path)}?surprise=1`);
    expect([path, [400, 404].includes(reply.status)]).toEqual([path, true]);
    if (params === undefined || !JSON.stringify(params).includes('"uuid"')) continue;
    const broken = await browser.send("GET", path.replace(/:[A-Za-z]+/g, "not-an-id"));
    expect([path, broken.status]).toEqual([path, 404]);
  }
});

test("every route that wants a session says 401 in the same words to a visitor", async () => {
  const visitor = site.browser();
  for (const { method, path, who } of site.api.routes) {
    if (who === "public" || who === "signature" || method !== "GET") continue;
    const reply = await visitor.send(method, address(path));
    expect([path, reply.status, reply.body.title]).toEqual([path, 401, "Unauthorized"]);
  }
});

test("a fault of ours in any route shows nothing of ours, and the next request is served", async () => {
  const { database } = site.site;
  const broken = {
    ...site.site,
    database: { ...database, transaction: () => Promise.reject(new Error("secret table at /srv/app.ts")) },
  };
  const { createApi, handle } = await import("../lib/server/http/api.ts");
  const { callerOf } = await import("../lib/server/http/caller.ts");
  const { live } = await import("@mechanicbuddy/contract/mate/health");
  const failing = handle(live, async () => {
    throw new Error("secret table at /srv/app.ts");
  });
  const api = createApi(broken, [failing]);
  for (let n = 0; n < 2; n++) {
    const reply = await api.fetch(new Request(`${origin}/health/live`), callerOf(new Headers(), "198.51.100.1", false));
    expect(reply.status).toBe(500);
    const text = await reply.text();
    expect(text).not.toMatch(/secret|srv|Error|at /);
    expect(JSON.parse(text)).toMatchObject({ code: "internal", requestId: expect.any(String) });
  }
});
