import { afterAll, beforeAll, expect, test } from "vitest";
import { callerOf } from "../lib/server/http/caller.ts";
import { signedUp } from "../lib/server/testing/administrator.ts";
import { openTestSite, origin, type TestSite } from "../lib/server/testing/site.ts";
import { type Listening, listen } from "./listen.ts";
import { openSite } from "./site.ts";

let site: TestSite;
let listening: Listening;
let base: string;
beforeAll(async () => {
  site = await openTestSite({ METRICS_TOKEN: "metrics-token-of-a-test" });
  const origins = ["https://mate.test", "https://www.mate.test"];
  listening = await listen({ site: { ...site.site, origins }, api: site.api, host: "127.0.0.1", port: 0 });
  base = `http://127.0.0.1:${listening.port}`;
});
afterAll(async () => {
  await listening.stop(0);
  await site.close();
});
const get = (path: string, headers: Record<string, string> = {}) => fetch(base + path, { headers, redirect: "manual" });

test("the runbook's probe gets a token and nothing else", async () => {
  const reply = await get("/api/auth/csrf-token");
  expect(reply.status).toBe(200);
  expect(Object.keys((await reply.json()) as object)).toEqual(["csrfToken"]);
  expect((await fetch(`${base}/api/auth/csrf-token`, { method: "HEAD" })).status).toBe(200);
});

test("the printed login of a terminal meets the password check; the same from a browser without token is refused", async () => {
  const login = (headers: Record<string, string>) =>
    fetch(`${base}/api/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: '{"email":"test@test.com","password":"wrongpass"}',
    });
  const bare = await login({});
  expect([bare.status, ((await bare.json()) as { title: string }).title]).toEqual([401, "Unauthorized"]);
  expect((await login({ origin: "http://mate.test" })).status).toBe(403);
});

test("a proxy's plain http is sent to https, other origins to the first, and a direct local call is served", async () => {
  const plain = await get("/pricing?a=1", { "x-forwarded-proto": "http", "x-forwarded-host": "mate.test" });
  expect([plain.status, plain.headers.get("location")]).toEqual([308, "https://mate.test/pricing?a=1"]);
  const other = await get("/chat", { "x-forwarded-proto": "https", "x-forwarded-host": "www.mate.test" });
  expect([other.status, other.headers.get("location")]).toEqual([308, "https://mate.test/chat"]);
  expect((await get("/api/health")).status).toBe(200);
  const secure = await get("/api/health", { "x-forwarded-proto": "https" });
  expect(secure.headers.get("strict-transport-security")).toMatch(/max-age=\d+/);
});

test("only origins of ours may read across", async () => {
  const ours = await get("/api/health", { origin: "https://www.mate.test" });
  expect(ours.headers.get("access-control-allow-origin")).toBe("https://www.mate.test");
  const foreign = await get("/api/health", { origin: "https://evil.test" });
  expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
});

test("files of the server, dumps and climbing paths are not found", async () => {
  for (const path of [
    "/server.js",
    "/package.json",
    "/.env",
    "/backup_x.sql",
    "/../etc/passwd",
    "/%2e%2e/package.json",
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
});

test("a wrong method is told which ones there are, so a visit to the webhook's address proves that it is there", async () => {
  const reply = await fetch(`${base}/api/auth/login`);
  expect([reply.status, reply.headers.get("allow")]).toEqual([405, "POST"]);
});

test("numbers are for whoever brings the token", async () => {
  expect((await get("/metrics")).status).toBe(404);
  const reply = await get("/metrics", { authorization: "Bearer metrics-token-of-a-test" });
  const text = await reply.text();
  expect(text).toContain("http_request_duration_seconds");
  expect(text).toMatch(/^mate_ready 1$/m);
  expect(text).toMatch(/^mate_webhook_lag_seconds 0$/m);
  expect(text).toContain('mate_model_tokens{kind="output"} 0');
});

test("a forwarding header of a stranger counts for nothing", async () => {
  const strict = await listen({
    site: { ...site.site, config: { ...site.site.config, TRUST_PROXY: "203.0.113.1" } },
    api: site.api,
    host: "127.0.0.1",
    port: 0,
  });
  const reply = await fetch(`http://127.0.0.1:${strict.port}/api/health`, {
    headers: { "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9" },
  });
  expect(reply.headers.get("strict-transport-security")).toBeNull();
  await strict.stop(0);
});

test("a taken port is one clear sentence", async () => {
  const again = listen({ site: site.site, api: site.api, host: "127.0.0.1", port: listening.port });
  await expect(again).rejects.toThrow(`Port ${listening.port} is taken by another program.`);
});

test("every route is described, with who may call it", async () => {
  const document = (await (await get("/api/openapi.json")).json()) as { paths: Record<string, Record<string, object>> };
  for (const { method, path, who } of site.api.routes) {
    const operation = document.paths[path.replace(/:([A-Za-z]+)/g, "{$1}")]?.[method.toLowerCase()];
    expect([method, path, operation]).toMatchObject([method, path, { "x-who": who, summary: expect.any(String) }]);
  }
});

test("two processes on one database: who signs out at one is signed out at the other", async () => {
  const other = await openSite({
    config: site.site.config,
    databaseUrl: site.url,
    log: site.site.log,
    now: site.site.now,
    version: "test",
    withTasks: false,
  });
  const browser = await signedUp(site, "two@example.com");
  const elsewhere = () => {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const request = new Request(`${origin}/api/auth/me`, { headers: { cookie } });
    return other.api.fetch(request, callerOf(request.headers, "198.51.100.9", false));
  };
  expect((await elsewhere()).status).toBe(200);
  const cookies = new Map(browser.cookies);
  await browser.send("POST", "/api/auth/logout");
  for (const [name, value] of cookies) browser.cookies.set(name, value);
  expect((await elsewhere()).status).toBe(401);
  await other.stop();
});
