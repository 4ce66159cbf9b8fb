import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { copyFile, readFile, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listInvoices } from "@mechanicbuddy/contract/invoices";
import { verifyArchive } from "@mechanicbuddy/platform/backup/archive";
import { bringBack } from "@mechanicbuddy/platform/backup/bringing-back";
import { save } from "@mechanicbuddy/platform/backup/saving";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { migrate } from "@mechanicbuddy/platform/database/migrate";
import { newDatabase } from "@mechanicbuddy/platform/testing/ground";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { drill } from "../../scripts/drill.ts";
import { verify as verifyAudit } from "../audit/chain.ts";
import { verify as verifyInvoices } from "../invoices/verify.ts";
import { furnish } from "../testing/furnish.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { importTable } from "../transfer/testing/table.ts";

let api: TestApi;
let shop: Shop;
let neighbour: Shop;
let folder: string;
let archive: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backup-"));
  archive = join(folder, "all.tar.zst");
  api = await openTestApi();
  shop = await api.newShop();
  neighbour = await api.newShop();
  await furnish(shop);
  // More than the database sends in one piece.
  await importTable(
    shop,
    `Name\n${Array.from({ length: 3000 }, (_, n) => `Tamm ${n} ${"õ".repeat(n % 90)}\n`).join("")}`,
  );
  // Workshops no test took are nobody's.
  await withClient(api.ground.owner, (client) =>
    client.query("delete from instance.tenants where id in (select id from instance.spare_tenants)"),
  );
  await save({ owner: api.ground.owner, path: archive, release: "1.0.0" });
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

const run = randomUUID().slice(0, 8);
const back = (change: Partial<Parameters<typeof bringBack>[0]> = {}) =>
  bringBack({
    owner: api.ground.owner,
    path: archive,
    keys: api.ground.keys,
    migrations: api.ground.migrations,
    ...change,
  });
const known = async (id: string) =>
  withClient(api.ground.owner, async (client) => {
    const { rowCount } = await client.query("select from instance.tenants where id = $1", [id]);
    return rowCount === 1;
  });
const tablesOf = async (path: string, id: string) =>
  (await verifyArchive(path)).tenants.find((tenant) => tenant.id === id)?.tables;

/** Number and hash of the rows of the large tables, by no way that the archive goes. */
const asTheDatabaseSees = (id: string) =>
  withClient(api.ground.owner, async (client) => {
    const { rows } = await client.query<{ rows: string; hash: string }>(
      ["import_rows", "audit_entries", "customers"]
        .map(
          (table) =>
            `select '${table}' as name, count(*) as rows, md5(string_agg(t::text, '|' order by t::text)) as hash from "tenant_${id}".${table} t`,
        )
        .join(" union all "),
    );
    return rows;
  });

/** Two cores that others use too make a schema in seconds. */
const LONG_MS = 60_000;

test(
  "one workshop comes back beside the others with every row, its chains intact, and works",
  async () => {
    const as = `back-${run}`;
    expect(await back({ only: { id: shop.id, as } })).toEqual([as]);
    const again = join(folder, "again.tar.zst");
    await save({ owner: api.ground.owner, path: again, release: "1.0.0", only: as });
    const saved = await tablesOf(archive, shop.id);
    expect(saved?.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(150);
    expect(await tablesOf(again, as)).toEqual(saved);
    const both = await Promise.all([shop.id, as].map(asTheDatabaseSees));
    expect(both[0]).toEqual(both[1]);
    const ctx = api.ground.contextOf(as);
    expect((await verifyAudit(ctx)).problems).toEqual([]);
    expect((await verifyInvoices(ctx)).problems).toEqual([]);
    api.ground.registry.refresh();
    const reply = await api.app.fastify.inject({
      method: "GET",
      url: listInvoices.path,
      headers: { host: `${as}.localhost` },
    });
    expect(reply.statusCode).toBe(401);
  },
  LONG_MS,
);

test("what is there is never overwritten", async () => {
  await expect(back({ only: { id: shop.id } })).rejects.toThrow(`${shop.id} is there already.`);
  await expect(back({ only: { id: shop.id, as: neighbour.id } })).rejects.toThrow(`${neighbour.id} is there already.`);
  await expect(back()).rejects.toThrow("This instance is not empty");
});

test(
  "a workshop is replaced when its name is typed, and stays as it was when that fails",
  async () => {
    const as = `old-${run}`;
    await back({ only: { id: neighbour.id, as } });
    const own = asTheDatabaseSees(as);
    await expect(back({ only: { id: shop.id, as }, replace: shop.id })).rejects.toThrow(`name the one that is`);
    const broken = {
      ...api.ground.keys,
      derive: () => {
        throw new Error("no key");
      },
    } as never;
    await expect(back({ only: { id: shop.id, as }, replace: as, keys: broken })).rejects.toThrow("no key");
    expect(await asTheDatabaseSees(as)).toEqual(await own);
    expect(await back({ only: { id: shop.id, as }, replace: as })).toEqual([as]);
    expect(await asTheDatabaseSees(as)).toEqual(await asTheDatabaseSees(shop.id));
  },
  LONG_MS,
);

test(
  "a drill brings the fullest workshop back, opens it and leaves nothing behind; a damaged archive fails it",
  async () => {
    const { owner, keys, migrations, contextOf } = api.ground;
    const within = <T>(id: string, work: (ctx: ReturnType<typeof contextOf>) => Promise<T>) => work(contextOf(id));
    const before = await withClient(owner, (client) => client.query("select id from instance.tenants order by id"));
    const found = await drill({ owner, path: archive, keys, migrations, within });
    expect(found).toMatch(new RegExp(`^${shop.id}, \\d+ rows: [1-9]\\d* orders and 1 PDF opened$`));
    const after = await withClient(owner, (client) => client.query("select id from instance.tenants order by id"));
    expect(after.rows).toEqual(before.rows);
    const broken = join(folder, "broken.tar.zst");
    await writeFile(broken, (await readFile(archive)).subarray(0, 5000));
    await expect(drill({ owner, path: broken, keys, migrations, within })).rejects.toThrow(/damaged/);
  },
  LONG_MS,
);

test("a damaged archive is refused before anything is touched", async () => {
  const as = `never-${run}`;
  const damaged = join(folder, "damaged.tar.zst");
  const bytes = await readFile(archive);
  for (const at of [0, 0.3, 0.6, 0.99].map((part) => Math.floor(part * (bytes.length - 1)))) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] as number) ^ 0x55;
    await writeFile(damaged, changed);
    await expect(back({ path: damaged, only: { id: shop.id, as } })).rejects.toThrow(/not an archive of ours|damaged/);
  }
  await copyFile(archive, damaged);
  await truncate(damaged, Math.floor(bytes.length / 2));
  await expect(back({ path: damaged, only: { id: shop.id, as } })).rejects.toThrow(/damaged/);
  expect(await known(as)).toBe(false);
});

test("an archive of a newer release is refused by its version", async () => {
  const migrations = { ...api.ground.migrations, names: api.ground.migrations.names.slice(0, -1) };
  const refused = back({ migrations, only: { id: shop.id, as: `newer-${run}` } });
  await expect(refused).rejects.toThrow("was saved by a newer release");
});

test(
  "the whole system comes back on a new database, row by row the same",
  async () => {
    const { server } = inject("workshopDatabase");
    const database = `back_${run}`;
    await newDatabase(server, database, undefined);
    const owner = { ...api.ground.owner, database };
    try {
      const { keys, migrations: tenants } = api.ground;
      await migrate({ owner, appPassword: api.ground.app.password, tenants, keys });
      const ids = await back({ owner });
      expect(ids).toContain(shop.id);
      expect(ids).toContain(neighbour.id);
      const again = join(folder, "whole.tar.zst");
      const { tenants: came } = await save({ owner, path: again, release: "1.0.0" });
      expect(came).toEqual((await verifyArchive(archive)).tenants);
      await expect(back({ owner })).rejects.toThrow("This instance is not empty");
    } finally {
      await withClient(server.superuser, (client) => client.query(`drop database "${database}" with (force)`));
    }
  },
  LONG_MS,
);
