import { getConversion, getOverview } from "@mechanicbuddy/contract/management/operations";
import { newId } from "@mechanicbuddy/platform/id";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestPlatform, type Person, type TestPlatform } from "../testing/api.ts";

let platform: TestPlatform;
let staff: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  platform.clock.set("2026-11-20T12:00:00Z");
  staff = await platform.newStaff("admin");
  await platform.appPool.query(
    `insert into instances (id, kind, state, namespace, release, api_url, web_upstream, max_tenants, created_at)
     values ('free-tier', 'shared', 'open', 'n', 'r', 'http://localhost', 'x:1', 100, $1)`,
    [platform.clock.now()],
  );
});
afterAll(() => platform.close());

const demo = (state: string, decided: string) =>
  platform.appPool.query(
    `insert into demo_requests (id, email, company_name, state, created_at, decided_at)
     values ($1, $2, 'Acme', $3, $4, $4)`,
    [newId(), `${newId()}@example.com`, state, decided],
  );

test("the overview counts what is there and nothing else", async () => {
  const id = await platform.newTenant({ instance: "free-tier" });
  const owner = await platform.newAccount({ tenant: id });
  await platform.newTenant({ state: "suspended", tier: "demo", instance: "free-tier" });
  await platform.newTenant({ state: "purged", instance: "free-tier" });
  await demo("converted", "2026-11-01T00:00:00Z");
  await demo("expired", "2026-10-01T00:00:00Z");
  await demo("expired", "2026-05-01T00:00:00Z");
  await demo("pending", "2026-11-19T00:00:00Z");
  const overview = await platform.call(getOverview, {}, { as: staff });
  expect(overview).toMatchObject({
    states: [
      { name: "active", count: 1 },
      { name: "suspended", count: 1 },
    ],
    tiers: [
      { name: "demo", count: 1 },
      { name: "free", count: 1 },
    ],
    conversion: { demos: 2, demosConverted: 1, trials: 0 },
    instances: [{ id: "free-tier", tenants: 2, places: 100 }],
    failedJobs: 0,
    openDemos: 1,
    drift: 0,
  });
  expect(overview.recent.find((row) => row.id === id)?.ownerEmail).toBe(owner.email);
});

test("each month is counted by itself, and one without anything is there with none", async () => {
  await platform.appPool.query(
    "update tenants set trial_used = true, trial_ends_at = '2026-09-10' where state = 'active'",
  );
  const { demos, trials } = await platform.call(getConversion, {}, { as: staff });
  expect(demos).toHaveLength(12);
  expect(demos.filter(({ count }) => count > 0)).toEqual([
    { name: "2026-05", count: 1 },
    { name: "2026-10", count: 1 },
    { name: "2026-11", count: 1 },
  ]);
  expect(trials.filter(({ count }) => count > 0)).toEqual([{ name: "2026-08", count: 1 }]);
  expect((await platform.refused(getOverview, {}, { as: await platform.newStaff("support") })).code).toBe("forbidden");
});
