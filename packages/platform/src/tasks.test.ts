import Type from "typebox";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { inTransaction } from "./context.ts";
import { enqueue, once, task } from "./tasks.ts";
import { type Ground, openGround } from "./testing/ground.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround(inject("platformDatabase"));
});
afterEach(async () => {
  await ground.appPool.query("delete from graphile_worker._private_jobs");
});
afterAll(() => ground.close());

const write = task("notes.write", Type.Object({ text: Type.String() }), async () => undefined);
const jobs = async () => (await ground.appPool.query("select * from graphile_worker._private_jobs order by id")).rows;

test("no workshop can queue work in another's name, look at the queue, or touch it", async () => {
  const [a, b] = [await ground.newTenant(), await ground.newTenant()];
  const { db } = ground.contextOf(a);
  await db.run({
    text: `select instance.enqueue('notes.write', '{"tenant": "${b}", "text": "x", "data": {}}', null, '${b}:key', 1, false)`,
    values: [],
  });
  expect(await jobs()).toMatchObject([{ payload: { tenant: a }, key: `${a}:${b}:key` }]);
  for (const text of [
    `select graphile_worker.add_job('notes.write', '{"tenant": "${b}"}')`,
    "select * from graphile_worker._private_jobs",
    "select * from instance.task_effects",
    "update instance.task_schedules set next_at = now()",
    "select instance.session_tenant()",
    "set role mechanicbuddy_queue",
  ]) {
    await expect(db.run({ text, values: [] })).rejects.toThrow(/permission denied/);
  }
  await expect(ground.appPool.query("select instance.enqueue('x', '{}', null, null, 1, false)")).rejects.toThrow(
    /permission/,
  );
});

test("an effect without a row of its own happens once, even when its task runs twice", async () => {
  const tenant = await ground.newTenant();
  const ctx = ground.contextOf(tenant);
  const attempt = () => inTransaction(ctx, async (ctx) => once(ctx, "thank-you:1042"));
  expect(await attempt()).toBe(true);
  expect(await attempt()).toBe(false);
  const undone = inTransaction(ctx, async (ctx) => {
    await once(ctx, "thank-you:1043");
    throw new Error("not sent");
  });
  await expect(undone).rejects.toThrow();
  expect(await inTransaction(ctx, (ctx) => once(ctx, "thank-you:1043"))).toBe(true);
  const neighbour = ground.contextOf(await ground.newTenant());
  expect(await inTransaction(neighbour, (ctx) => once(ctx, "thank-you:1042"))).toBe(true);
});

test("a task that is queued again under its key waits once, with the newest wishes", async () => {
  const ctx = ground.contextOf(await ground.newTenant());
  await enqueue(ctx, write, { text: "old" }, { jobKey: "note", runAt: new Date("2099-01-01") });
  await enqueue(ctx, write, { text: "new" }, { jobKey: "note", runAt: new Date("2099-01-02") });
  expect(await jobs()).toMatchObject([{ payload: { data: { text: "new" } } }]);
});

test("a payload that does not fit is refused where it is queued", async () => {
  const ctx = ground.contextOf(await ground.newTenant());
  await expect(enqueue(ctx, write, { text: 1 as unknown as string })).rejects.toThrow(/notes.write/);
  expect(await jobs()).toEqual([]);
});
