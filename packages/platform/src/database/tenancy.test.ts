import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { inTransaction } from "../context.ts";
import { type Ground, openGround } from "../testing/ground.ts";
import { tenantLogin, tenantPassword } from "./provision.ts";
import { last, one, rows, run } from "./statement.ts";
import { newCost, openTenancy } from "./tenancy.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround(inject("platformDatabase"));
});
afterAll(() => ground.close());

const addNote = (text: string) => sql`insert into notes (id, text) values (gen_random_uuid(), ${text})`;

test("a workshop's statements see its own rows only", async () => {
  const [a, b] = [await ground.newTenant(), await ground.newTenant()];
  await run(ground.contextOf(a).db, addNote("ours"));
  expect(await rows(ground.contextOf(b).db, sql`select * from notes`)).toEqual([]);
  expect(await one(ground.contextOf(a).db, sql`select text, tenant from notes`)).toEqual({
    text: "ours",
    tenant: `tenant_${a}`,
  });
});

test("a transaction saves everything or nothing", async () => {
  const ctx = ground.contextOf(await ground.newTenant());
  const failing = inTransaction(ctx, async (ctx) => {
    await run(ctx.db, addNote("one"));
    await run(ctx.db, addNote("one"));
  });
  await expect(failing).rejects.toThrow(/unique/);
  await inTransaction(ctx, (ctx) => run(ctx.db, addNote("two")));
  expect(await rows(ctx.db, sql`select text from notes`)).toEqual([{ text: "two" }]);
});

test("a statement nobody waited for still undoes the transaction when it fails", async () => {
  const ctx = ground.contextOf(await ground.newTenant());
  const failing = inTransaction(ctx, async (ctx) => {
    await run(ctx.db, addNote("first"));
    run(ctx.db, sql`insert into nowhere values (1)`).catch(() => undefined);
  });
  await expect(failing).rejects.toThrow(/nowhere/);
  expect(await rows(ctx.db, sql`select text from notes`)).toEqual([]);
});

test("of statements that travel together the failed one tells why, not those behind it", async () => {
  const ctx = ground.contextOf(await ground.newTenant());
  const failing = inTransaction(ctx, async (ctx) => {
    const first = rows(ctx.db, sql`select 1 / 0`);
    first.catch(() => undefined);
    await rows(ctx.db, sql`select 2`);
  });
  await expect(failing).rejects.toThrow(/division by zero/);
});

test("statements that leave together cost one round trip", async () => {
  const ctx = ground.contextOf(await ground.newTenant());
  await Promise.all([rows(ctx.db, sql`select 1`), rows(ctx.db, sql`select 2`), rows(ctx.db, sql`select 3`)]);
  expect(ctx.cost).toMatchObject({ statements: 3, roundTrips: 1 });
  await rows(ctx.db, sql`select 4`);
  expect(ctx.cost.roundTrips).toBe(2);
});

test("COMMIT travels with a transaction's last statement, and nothing behind it is taken", async () => {
  const ctx = ground.contextOf(await ground.newTenant());
  const late = inTransaction(ctx, async (ctx) => {
    await run(ctx.db, last(addNote("kept")));
    await run(ctx.db, addNote("too late"));
  });
  await expect(late).rejects.toThrow("behind the last one");
  await inTransaction(ctx, (ctx) => run(ctx.db, last(addNote("kept too"))));
  await expect(inTransaction(ctx, (ctx) => run(ctx.db, last(addNote("kept"))))).rejects.toThrow(/unique/);
  expect(await rows(ctx.db, sql`select text from notes order by text`)).toEqual([
    { text: "kept" },
    { text: "kept too" },
  ]);
  const before = ctx.cost.roundTrips;
  await inTransaction(ctx, (ctx) => run(ctx.db, last(addNote("in one trip"))));
  expect(ctx.cost.roundTrips - before).toBe(1);
});

test("one request's statement never runs inside another's transaction", async () => {
  const tenant = await ground.newTenant();
  const transactions = Array.from({ length: 8 }, (_, n) =>
    inTransaction(ground.contextOf(tenant), async (ctx) => {
      await run(ctx.db, addNote(`t${n}`));
      await rows(ctx.db, sql`select pg_sleep(0.01)`);
      throw new Error("undo");
    }).catch(() => undefined),
  );
  const singles = Array.from({ length: 40 }, (_, n) => run(ground.contextOf(tenant).db, addNote(`s${n}`)));
  await Promise.all([...transactions, ...singles]);
  const kept = await one<{ n: number }>(ground.contextOf(tenant).db, sql`select count(*)::int as n from notes`);
  expect(kept.n).toBe(40);
});

test("injected SQL cannot leave its workshop", async () => {
  const [a, b] = [await ground.newTenant(), await ground.newTenant()];
  await run(ground.contextOf(b).db, addNote("secret"));
  const attempts = [
    sql.raw(`select * from "tenant_${b}".notes`),
    sql.raw(`select set_config('role', 'tenant_${b}', false)`),
    sql.raw(`set role "tenant_${b}"`),
    sql.raw(`set session authorization "tenant_${b}"`),
    sql.raw("select * from instance.tenants"),
    sql.raw("select * from graphile_worker._private_jobs"),
    sql.raw(`create table "tenant_${b}".x (id int)`),
    sql.raw("create temporary table x (id int)"),
    sql.raw("truncate notes"),
    sql.raw("update ledger set amount = 1"),
    sql.raw("delete from ledger"),
    sql.raw("select pg_read_file('/etc/passwd')"),
    sql.raw("copy notes to program 'cat'"),
  ];
  for (const attempt of attempts) {
    await expect(rows(ground.contextOf(a).db, attempt)).rejects.toThrow(
      /permission denied|not a member|must be|superuser/,
    );
  }
  await run(ground.contextOf(a).db, sql.raw(`set search_path = "tenant_${b}"`));
  await expect(rows(ground.contextOf(a).db, sql`select * from notes`)).rejects.toThrow(/does not exist|permission/);
});

test("a connection killed by the server is replaced by the next request", async () => {
  const tenant = await ground.newTenant();
  const ctx = ground.contextOf(tenant);
  const { pid } = await one<{ pid: number }>(ctx.db, sql`select pg_backend_pid() as pid`);
  const ended = rows(ctx.db, sql`select pg_terminate_backend(${pid})`);
  await expect(ended).rejects.toThrow();
  await expect.poll(() => rows(ground.contextOf(tenant).db, sql`select 1 as n`).catch(() => [])).toEqual([{ n: 1 }]);
});

test("a statement of a change that takes too long is ended, and the next change works", async () => {
  const id = await ground.newTenant();
  const password = tenantPassword(ground.keys, id);
  const tenancy = openTenancy({
    loginOf: () => ({ ...ground.owner, user: tenantLogin(id), password }),
    maxTotal: 2,
    exclusivePerTenant: 1,
    statementTimeoutMs: 50,
    log: ground.log,
  });
  const change = (statement: RawBuilder<unknown>) =>
    tenancy.transaction(id, newCost(), (db) => run(db, sql`${statement}`));
  await expect(change(sql`select pg_sleep(10)`)).rejects.toMatchObject({ code: "57014" });
  expect(await change(addNote("afterwards"))).toBe(1);
  await tenancy.close();
});

test("more workshops than connections are served all, one after the other and some at once", async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, () => ground.newTenant()));
  const tenancy = openTenancy({
    loginOf: (id) => ({ ...ground.owner, user: tenantLogin(id), password: tenantPassword(ground.keys, id) }),
    maxTotal: 4,
    exclusivePerTenant: 1,
    log: ground.log,
  });
  const read = (id: string) => run(tenancy.shared(id, newCost()), sql`select 1`);
  const write = (id: string) => tenancy.transaction(id, newCost(), (db) => run(db, addNote("busy")));
  for (const id of [...ids, ...ids]) expect(await read(id)).toBe(1);
  for (const id of ids) expect([await write(id), await read(id)]).toEqual([1, 1]);
  expect(await Promise.all(ids.slice(0, 2).map(read))).toEqual([1, 1]);
  expect(tenancy.counts().open).toBeLessThanOrEqual(4);
  await tenancy.close();
});
