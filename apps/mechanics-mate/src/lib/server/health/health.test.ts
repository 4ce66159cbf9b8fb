import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestSite, type TestSite } from "../testing/site.ts";
import { createHealth } from "./health.ts";

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite();
});
afterAll(() => site.close());
const well = async () => undefined;
const checks = { database: well, migrations: well, tasks: well, mail: well, stripe: well, assistant: well };

test("a running site is live, ready and well, and names nothing it holds", async () => {
  const browser = site.browser();
  expect((await browser.send("GET", "/health/live")).body).toEqual({ status: "live" });
  expect((await browser.send("GET", "/health/ready")).body).toEqual({ status: "ready", missing: [] });
  expect((await browser.send("GET", "/api/health")).body).toMatchObject({
    status: "ok",
    checks: { database: "ok", migrations: "ok", tasks: "ok", mail: "off", stripe: "off", assistant: "off" },
  });
});

test("while the database is away readiness and the probe fail, at most five seconds late, and recover", async () => {
  let isAway = false;
  let at = 0;
  const database = () => (isAway ? Promise.reject(new Error("away")) : well());
  const health = createHealth({ ...checks, database }, new AbortController().signal, () => at);
  expect((await health.state()).missing).toEqual([]);
  isAway = true;
  at = 4_999;
  expect((await health.state()).missing).toEqual([]);
  at = 5_000;
  expect((await health.state()).missing).toEqual(["database"]);
  isAway = false;
  at = 10_000;
  expect((await health.state()).missing).toEqual([]);
});

test("a vendor's bad day is told and stops nothing; a process that is ending is not ready at once", async () => {
  const stopping = new AbortController();
  const health = createHealth({ ...checks, stripe: () => Promise.reject(new Error("down")) }, stopping.signal);
  expect(await health.state()).toMatchObject({ missing: [], checks: { stripe: "failing" } });
  stopping.abort();
  expect((await health.state()).missing).toEqual(["stopping"]);
});

test("readiness names a missing table, and the probe answers 503", async () => {
  const broken = await openTestSite();
  const { Client } = await import("pg");
  const owner = new Client({ connectionString: broken.url });
  await owner.connect();
  await owner.query("drop table mate.webhook_events cascade");
  await owner.end();
  const browser = broken.browser();
  expect(await browser.send("GET", "/health/ready")).toMatchObject({
    status: 503,
    body: { missing: ["table webhook_events"] },
  });
  expect(await browser.send("GET", "/api/health")).toMatchObject({
    status: 503,
    body: { checks: { migrations: "failing" } },
  });
  expect((await browser.send("GET", "/api/auth/csrf-token")).status).toBe(503);
  await broken.close();
});
