import { fork } from "node:child_process";
import { once as event } from "node:events";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { Pool } from "pg";
import Type from "typebox";
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import { setClock } from "../clock.ts";
import { type Context, inTransaction } from "../context.ts";
import { rows, run } from "../database/statement.ts";
import { enqueue, mailRetries, queueState, type Task, task } from "../tasks.ts";
import { type Ground, openGround } from "../testing/ground.ts";
import { entitled } from "../testing/platform.ts";
import { WORKSHOP_RESTS } from "./runner.ts";
import { startWorker, type Worker, type WorkerOptions } from "./worker.ts";

let ground: Ground;
const workers: Worker[] = [];
beforeAll(async () => {
  ground = await openGround(inject("platformDatabase"));
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(100)));
  await ground.appPool.query("delete from graphile_worker._private_jobs");
});
afterAll(() => ground.close());

async function start(tasks: Task[], options: Partial<WorkerOptions> = {}): Promise<Worker> {
  const worker = await startWorker({
    appPool: ground.appPool,
    tasks,
    contextFor: async (tenantId) => ground.contextOf(tenantId),
    concurrency: 2,
    log: ground.log,
    now: () => new Date(),
    pollMs: 50,
    rescueMs: 50,
    ...options,
  });
  workers.push(worker);
  return worker;
}

const note = Type.Object({ text: Type.String() });
const addNote = (ctx: Context, text: string) =>
  run(ctx.db, sql`insert into notes (id, text) values (gen_random_uuid(), ${text})`);
const notesOf = async (tenant: string) =>
  (await rows<{ text: string }>(ground.contextOf(tenant).db, sql`select text from notes order by text`)).map(
    (n) => n.text,
  );
const jobs = async () => (await ground.appPool.query("select * from graphile_worker._private_jobs order by id")).rows;
const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

const write = task("notes.write", note, (ctx, { text }) =>
  inTransaction(ctx, async (ctx) => {
    await addNote(ctx, text);
  }),
);

test("work that was asked for is done for the workshop that asked, and only when its change was saved", async () => {
  const [a, b] = [await ground.newTenant(), await ground.newTenant()];
  await start([write]);
  await inTransaction(ground.contextOf(a), (ctx) => enqueue(ctx, write, { text: "for a" }));
  const failing = inTransaction(ground.contextOf(b), async (ctx) => {
    await enqueue(ctx, write, { text: "never" });
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow();
  await eventually(async () => expect(await notesOf(a)).toEqual(["for a"]));
  await eventually(async () => expect(await jobs()).toEqual([]));
  expect(await notesOf(b)).toEqual([]);
});

test("the work of a server that was killed is done by another one, once", async () => {
  const tenant = await ground.newTenant();
  await enqueue(ground.contextOf(tenant), write, { text: "survives" });
  const doomed = fork(fileURLToPath(new URL("./doomed-worker.ts", import.meta.url)), {
    env: { ...process.env, APP: JSON.stringify(ground.app) },
    stdio: "inherit",
  });
  expect(await event(doomed, "message")).toEqual(["holding notes.write", undefined]);
  await start([write], { contextFor: async () => Promise.reject(new Error("must not run yet")) });
  expect(await jobs()).toMatchObject([{ attempts: 1, locked_by: expect.stringContaining("pool") }]);
  await workers.pop()?.stop(100);
  doomed.kill("SIGKILL");
  await event(doomed, "exit");
  await start([write]);
  await eventually(async () => expect(await notesOf(tenant)).toEqual(["survives"]));
  await eventually(async () => expect(await jobs()).toEqual([]));
});

test("for a paused workshop only what may is done; the rest waits, uses up no try, and goes on afterwards", async () => {
  const tenant = await ground.newTenant();
  let state: "active" | "suspended" = "suspended";
  const pack = task(
    "notes.pack",
    note,
    (ctx, { text }) => inTransaction(ctx, async (ctx) => void (await addNote(ctx, text))),
    {
      whilePaused: true,
    },
  );
  const contextFor = async (tenantId: string) => {
    const ctx = ground.contextOf(tenantId);
    return { ...ctx, tenant: { ...ctx.tenant, entitlement: entitled(tenantId, "free", { state }) } };
  };
  await start([write, pack], { contextFor });
  await enqueue(ground.contextOf(tenant), write, { text: "later" }, { maxAttempts: 1 });
  await enqueue(ground.contextOf(tenant), pack, { text: "now" });
  await eventually(async () => expect(await notesOf(tenant)).toEqual(["now"]));
  await eventually(async () =>
    expect(await jobs()).toMatchObject([
      { attempts: 0, locked_by: null, last_error: WORKSHOP_RESTS, is_available: true },
    ]),
  );
  state = "active";
  await ground.appPool.query("update graphile_worker._private_jobs set run_at = now()");
  await eventually(async () => expect(await notesOf(tenant)).toEqual(["later", "now"]));
});

test("work that takes its server down again and again is given up in the end", async () => {
  const tenant = await ground.newTenant();
  const other = task("notes.other", note, async () => undefined);
  await start([other]);
  await enqueue(ground.contextOf(tenant), write, { text: "deadly" }, { maxAttempts: 1 });
  for (const attempts of [0, 0, 0, 0, 0, 1]) {
    await ground.appPool.query(
      "update graphile_worker._private_jobs set attempts = 1, locked_by = 'a server that died', locked_at = now()",
    );
    await eventually(async () => expect(await jobs()).toMatchObject([{ attempts, locked_by: null }]));
  }
  expect(await queueState(ground.appPool)).toMatchObject({ waiting: 0, failed: 1 });
});

test("a server that hangs and comes back saves nothing of work another one has taken over", async () => {
  const tenant = await ground.newTenant();
  let go: () => void = () => undefined;
  const hanging = new Promise<void>((resolve) => {
    go = resolve;
  });
  const outcome = vi.fn();
  const slow = task("notes.slow", note, async (ctx, { text }, { attempt }) => {
    if (attempt > 1) return;
    await hanging;
    await inTransaction(ctx, (ctx) => addNote(ctx, text)).catch(outcome);
  });
  await start([slow], { rescueMs: 3_600_000 });
  await enqueue(ground.contextOf(tenant), slow, { text: "late" });
  await eventually(async () => expect(await jobs()).toMatchObject([{ attempts: 1 }]));
  await ground.appPool.query("update graphile_worker._private_jobs set locked_by = 'another worker'");
  go();
  await eventually(() => expect(outcome).toHaveBeenCalled());
  expect(outcome.mock.calls[0]?.[0]).toMatchObject({ name: "TaskLost" });
  expect(await notesOf(tenant)).toEqual([]);
});

test("a server whose database session breaks starts over by itself", async () => {
  const tenant = await ground.newTenant();
  const worker = await start([write]);
  await ground.appPool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid in (select pid from pg_locks where locktype = 'advisory')",
  );
  await eventually(() => expect(worker.isAlive()).toBe(false));
  await eventually(() => expect(worker.isAlive()).toBe(true));
  await enqueue(ground.contextOf(tenant), write, { text: "afterwards" });
  await eventually(async () => expect(await notesOf(tenant)).toEqual(["afterwards"]));
});

test("a mail that cannot be sent is tried again after 1, 5 and 30 minutes, 2, 6 and 24 hours, then given up", async () => {
  const tenant = await ground.newTenant();
  const runs: { attempt: number; isLastAttempt: boolean }[] = [];
  const mail = task(
    "mail.send",
    Type.Object({}),
    async (_ctx, _payload, { attempt, isLastAttempt }) => {
      runs.push({ attempt, isLastAttempt });
      throw new Error("relay away");
    },
    { retryAfterSeconds: mailRetries },
  );
  await start([mail]);
  await enqueue(ground.contextOf(tenant), mail, {});
  for (const [index, seconds] of mailRetries.entries()) {
    const wait = async () => {
      const { rows } = await ground.appPool.query(
        "select attempts, extract(epoch from run_at - now())::float8 as wait from graphile_worker._private_jobs where locked_at is null",
      );
      return rows[0] as { attempts: number; wait: number } | undefined;
    };
    await eventually(async () => expect(await wait()).toMatchObject({ attempts: index + 1 }));
    expect(Math.abs(((await wait())?.wait ?? 0) - seconds)).toBeLessThan(5);
    await ground.appPool.query("update graphile_worker._private_jobs set run_at = now()");
  }
  await eventually(async () =>
    expect(await queueState(ground.appPool)).toMatchObject({ waiting: 0, running: 0, failed: 1 }),
  );
  expect(runs.map((run) => run.isLastAttempt)).toEqual([false, false, false, false, false, false, true]);
});

test("one workshop's pile of work does not delay another's single task", async () => {
  const [busy, quiet] = [await ground.newTenant(), await ground.newTenant()];
  for (let n = 0; n < 30; n++) await enqueue(ground.contextOf(busy), write, { text: `pile ${n}` });
  await enqueue(ground.contextOf(quiet), write, { text: "single" });
  const order: string[] = [];
  const recording = task("notes.write", note, async (ctx) => {
    order.push(ctx.tenant.id);
  });
  await start([recording], { concurrency: 1 });
  await eventually(() => expect(order).toHaveLength(31));
  expect(order.indexOf(quiet)).toBeLessThan(3);
});

test("heavy work of one workshop runs one at a time while others' goes on", async () => {
  const [a, b] = [await ground.newTenant(), await ground.newTenant()];
  const running = new Map<string, number>();
  let most = 0;
  let together = 0;
  const heavy = task(
    "exports.make",
    Type.Object({}),
    async (ctx) => {
      running.set(ctx.tenant.id, (running.get(ctx.tenant.id) ?? 0) + 1);
      most = Math.max(most, ...running.values());
      together = Math.max(together, [...running.values()].filter((count) => count > 0).length);
      for (let round = 0; round < 20; round++) await run(ctx.db, sql`select 1`);
      running.set(ctx.tenant.id, (running.get(ctx.tenant.id) ?? 0) - 1);
    },
    { oneAtATime: true },
  );
  for (const tenant of [a, a, a, b, b, b]) await enqueue(ground.contextOf(tenant), heavy, {});
  await start([heavy], { concurrency: 4 });
  await eventually(async () => expect(await jobs()).toEqual([]));
  expect({ most, together }).toEqual({ most: 1, together: 2 });
});

test("a repeating task runs once for every active workshop each time it is due, however many servers ask", async () => {
  const clock = setClock("2026-03-29T10:20:00Z");
  const seen: string[] = [];
  const nightly = task("books.verify", Type.Object({}), async (ctx) => void seen.push(ctx.tenant.id), {
    everySeconds: 3600,
  });
  const active = (await ground.appPool.query("select id from instance.tenants where state = 'active'")).rows.length;
  for (let n = 0; n < 2; n++) await start([nightly], { now: clock.now, scheduleMs: 20, concurrency: 4 });
  await eventually(async () => expect(seen).toHaveLength(active));
  clock.set("2026-03-29T10:59:59Z");
  await eventually(async () => expect(await jobs()).toEqual([]));
  expect(new Set(seen).size).toBe(active);
  clock.set("2026-03-29T11:00:00Z");
  await eventually(() => expect(seen).toHaveLength(2 * active));
});

test("a stopping server finishes what runs and gives back what takes too long, without costing it a try", async () => {
  const tenant = await ground.newTenant();
  const aborted = vi.fn();
  const endless = task(
    "notes.endless",
    Type.Object({}),
    (_ctx, _payload, { signal }) =>
      new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(aborted()))),
  );
  const worker = await start([write, endless]);
  await enqueue(ground.contextOf(tenant), endless, {});
  await enqueue(ground.contextOf(tenant), write, { text: "finished" });
  await eventually(async () => expect(await notesOf(tenant)).toEqual(["finished"]));
  await worker.stop(200);
  expect(aborted).toHaveBeenCalledOnce();
  expect(worker.isAlive()).toBe(false);
  await eventually(async () => expect(await jobs()).toMatchObject([{ attempts: 0, locked_by: null }]));
});

test("work of a workshop that has left is dropped", async () => {
  const tenant = await ground.newTenant();
  await enqueue(ground.contextOf(tenant), write, { text: "x" });
  await start([write], { contextFor: async () => undefined });
  await eventually(async () => expect(await jobs()).toEqual([]));
});

test("a server that cannot reach its database says so at its start", async () => {
  const nowhere = new Pool({ host: "127.0.0.1", port: 1, user: "x", database: "x" });
  await expect(start([write], { appPool: nowhere })).rejects.toThrow();
  await nowhere.end();
});
