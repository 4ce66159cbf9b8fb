import { listPlans } from "@mechanicbuddy/contract/management/operations";
import { plans } from "@mechanicbuddy/contract/plans";
import { afterAll, beforeAll, expect, test } from "vitest";
import { record } from "../audit/audit.ts";
import { inTransaction } from "../context.ts";
import { enqueue } from "../tasks.ts";
import { openTestPlatform, type TestPlatform } from "../testing/api.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

test("anyone may read the plan catalogue, and it is the one everything else goes by", async () => {
  const { items } = await platform.call(listPlans);
  expect(Object.fromEntries(items.map(({ tier, limits }) => [tier, limits]))).toEqual(
    Object.fromEntries(Object.entries(plans).map(([tier, { limits }]) => [tier, limits])),
  );
});

test("what a failed change wrote and queued is gone with it", async () => {
  const failing = inTransaction(platform.ctx(), async (ctx) => {
    await record(ctx, { action: "test.fail" });
    await enqueue(ctx, "nothing", {});
    throw new Error("on purpose");
  });
  await expect(failing).rejects.toThrow("on purpose");
  const left = await platform.appPool.query(
    "select (select count(*)::int from audit_entries) + (select count(*)::int from graphile_worker._private_jobs) as n",
  );
  expect(left.rows).toEqual([{ n: 0 }]);
});

test("an entry of the audit cannot be changed or removed by the login that writes it", async () => {
  await record(platform.ctx(), { action: "test.entry" });
  await expect(platform.appPool.query("update audit_entries set action = 'other'")).rejects.toThrow(
    /permission denied/,
  );
  await expect(platform.appPool.query("delete from audit_entries")).rejects.toThrow(/permission denied/);
});
