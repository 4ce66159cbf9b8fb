import { newId } from "@mechanicbuddy/platform/id";
import { metricsText } from "@mechanicbuddy/platform/metrics";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishGauges } from "./gauges.ts";
import { openTestPlatform, type TestPlatform } from "./testing/api.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
  await platform.appPool.query(
    `insert into instances (id, kind, state, namespace, release, api_url, web_upstream, max_tenants, created_at)
     values ('free-tier', 'shared', 'open', 'n', 'r', 'http://localhost', 'x:1', 4, now())`,
  );
  publishGauges(platform.appPool);
});
afterAll(() => platform.close());

const job = (tenant: string, state: string, age: string, dryRun = false) =>
  platform.appPool.query(
    `insert into jobs (id, kind, tenant, state, dry_run, input, requested_by, created_at, stepped_at, finished_at)
     values ($1, 'provision', $2, $3, $4, '{}', 'test', now() - $5::interval, now() - $5::interval,
       case when $3 = 'failed' then now() - $5::interval end)`,
    [newId(), tenant, state, dryRun, age],
  );

test("an operator is called for a job that failed or stands still, until another is begun, and for nothing else", async () => {
  const [one, two, three, four] = [
    await platform.newTenant({ instance: "free-tier" }),
    await platform.newTenant({ instance: "free-tier" }),
    await platform.newTenant({ instance: "free-tier" }),
    await platform.newTenant({ state: "purged", instance: "free-tier" }),
  ];
  await job(one, "failed", "1 hour");
  await job(two, "failed", "2 hours");
  await job(two, "running", "1 minute");
  await job(three, "running", "20 minutes");
  await job(four, "waiting", "2 hours");
  await job(one, "failed", "30 minutes", true);
  const text = await metricsText();
  expect(text).toContain('mechanicbuddy_jobs{state="failed"} 1');
  expect(text).toContain('mechanicbuddy_jobs{state="stuck"} 1');
  expect(text).toContain('mechanicbuddy_places_used{name="free-tier"} 0.75');
});

test("limits that a workshop has not confirmed are counted from the moment they changed", async () => {
  const tenant = await platform.newTenant({ instance: "free-tier" });
  await platform.appPool.query("delete from entitlements");
  await platform.appPool.query(
    `insert into entitlements (tenant, version, content, document, acknowledged, changed_at)
     values ($1, 2, '{}', '', 1, now() - interval '20 minutes')`,
    [tenant],
  );
  const lag = Number(/^mechanicbuddy_entitlement_lag_seconds (\S+)$/m.exec(await metricsText())?.[1]);
  expect(lag).toBeGreaterThan(1190);
  await platform.appPool.query("update entitlements set acknowledged = version");
  expect(await metricsText()).toContain("mechanicbuddy_entitlement_lag_seconds 0");
});
