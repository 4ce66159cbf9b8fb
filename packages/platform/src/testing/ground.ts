import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Client, Pool } from "pg";
import type { Context, Instance } from "../context.ts";
import { appLogin, databaseSetup, type Owner, withClient } from "../database/bootstrap.ts";
import { migrate } from "../database/migrate.ts";
import { type MigrationSet, readMigrations } from "../database/migrations.ts";
import {
  ensureTenantLogin,
  provisionTenant,
  tenantLogin,
  tenantPassword,
  upgradeTenant,
} from "../database/provision.ts";
import { openRegistry, type Registry } from "../database/registry.ts";
import { newCost, openTenancy, type Tenancy } from "../database/tenancy.ts";
import { type FileStore, openFileStore } from "../files.ts";
import { type Keys, keysFrom, sha256 } from "../keys.ts";
import { createLog, type Log } from "../log.ts";
import type { TestServer } from "./postgres.ts";

/** What the global set-up hands to every test process. */
export interface TestDatabase {
  server: Pick<TestServer, "owner" | "superuser" | "appPassword">;
  template: string;
  migrations: string;
}

/** One test process's own database, cloned from a migrated template, and what a server needs to run on it. */
export interface Ground {
  owner: Owner;
  app: Owner;
  appPool: Pool;
  registry: Registry;
  tenancy: Tenancy;
  keys: Keys;
  files: FileStore;
  instance: Instance;
  log: Log;
  migrations: MigrationSet;
  /** A tenant nobody used yet. */
  newTenant(): Promise<string>;
  /** Turns the tenants nobody used yet into spares, for tests that make workshops as the platform does. */
  offerSpares(): Promise<void>;
  /** A context of this tenant as a task sees it, for calling operations and stores directly. */
  contextOf(tenantId: string, as?: Partial<Context>): Context;
  close(): Promise<void>;
}

export const testRootSecret = "0f".repeat(64);
const INSTANCE = "test";
const SPARES = 24;

/** Fills the database of a template, whose name is given, from a migration folder. */
export type BuildTemplate = (server: TestServer, template: string, directory: string) => Promise<void>;

/**
 * Makes the template of a migration folder: unless told otherwise instance tables, task tables, and some spare tenants.
 * It is named after the migrations' content, so a server that is kept between runs builds each state once.
 */
export async function prepareTemplate(
  server: TestServer,
  kind: string,
  directory: string,
  build: BuildTemplate = buildTemplate,
): Promise<TestDatabase> {
  const { owner: serverOwner, superuser, appPassword } = server;
  const template = `${kind}_${await contentHash(directory)}`;
  await withClient(superuser, async (client) => {
    // Roles belong to the whole cluster, so one template is built at a time.
    await client.query("select pg_advisory_lock(7281944)");
    const built = await client.query("select from pg_database where datname = $1 and datistemplate", [template]);
    if (built.rowCount === 1) return;
    await client.query(`drop database if exists "${template}"`);
    await newDatabase(server, template, undefined);
    await build(server, template, directory);
    await client.query(`alter database "${template}" is_template true`);
  });
  return { server: { owner: serverOwner, superuser, appPassword }, template, migrations: directory };
}

async function buildTemplate(server: TestServer, template: string, directory: string): Promise<void> {
  const owner = { ...server.owner, database: template };
  const migrations = await readMigrations(directory);
  const keys = keysFrom(testRootSecret, INSTANCE);
  await migrate({ owner, appPassword: server.appPassword, tenants: migrations, keys });
  const ids = Array.from({ length: SPARES }, (_, n) => `spare${String(n + 1).padStart(3, "0")}`);
  await withClient(owner, async (client) => {
    await client.query("create table instance.spare_tenants as select unnest($1::text[]) as id", [ids]);
  });
  const half = (odd: number) =>
    withClient(owner, async (client) => {
      for (const id of ids.filter((_, n) => n % 2 === odd)) await provisionTenant(client, id, keys, migrations);
    });
  await Promise.all([half(0), half(1)]);
}

async function contentHash(directory: string): Promise<string> {
  const folders = [directory, fileURLToPath(new URL("../../migrations", import.meta.url))];
  const texts = await Promise.all(
    folders.map(async (folder) => {
      const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
      return Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
    }),
  );
  return sha256(JSON.stringify(texts)).toString("hex").slice(0, 12);
}

/** Makes a database, empty or as a clone. */
export async function newDatabase(
  server: TestDatabase["server"],
  name: string,
  template: string | undefined,
): Promise<void> {
  await withClient(server.superuser, (client) =>
    client.query(
      `create database "${name}" owner "${server.owner.user}" ${template ? `template "${template}" strategy file_copy` : ""}`,
    ),
  );
  await withClient({ ...server.superuser, database: name }, (client) =>
    client.query(databaseSetup(name, server.owner.user)),
  );
}

/** Roles belong to the whole cluster, so the spare gets a login that no other test's database knows. */
async function renameToSpare(client: Client, id: string, keys: Keys, migrations: MigrationSet): Promise<void> {
  const spare = `spare-${randomUUID().slice(0, 13)}`;
  const [from, to] = [tenantLogin(id), tenantLogin(spare)];
  await ensureTenantLogin(client, spare, keys);
  await client.query(`alter schema "${from}" rename to "${to}"`);
  await client.query("update instance.tenants set id = $2, state = 'spare' where id = $1", [id, spare]);
  await upgradeTenant(client, spare, migrations);
}

/** Opens this process's database; the first call clones it. */
export async function openGround(database: TestDatabase, options: { log?: Log } = {}): Promise<Ground> {
  const name = `${database.template}_${process.pid}_${randomUUID().slice(0, 8)}`;
  const owner = { ...database.server.owner, database: name };
  await newDatabase(database.server, name, database.template);
  await withClient(owner, async (client) => {
    const logins = await client.query<{ login: string }>(
      `select quote_ident('tenant_' || id) as login from instance.tenants union select $1`,
      [`"${appLogin(owner.user)}"`],
    );
    const list = logins.rows.map((row) => row.login).join(", ");
    await client.query(`grant connect on database "${name}" to ${list}`);
  });
  const log = options.log ?? createLog({ level: "error" });
  const keys = keysFrom(testRootSecret, INSTANCE);
  const app = { ...owner, user: appLogin(owner.user), password: database.server.appPassword };
  const appPool = new Pool({ ...app, max: 4 });
  appPool.on("error", (error) => log.warn({ err: error }, "a database connection of the runtime login was lost"));
  const registry = await openRegistry({
    appPool,
    baseDomain: "localhost",
    publicUrlOf: (id) => `http://${id}.localhost:3025`,
    log,
  });
  const tenancy = openTenancy({
    loginOf: (id) => ({ ...owner, user: tenantLogin(id), password: tenantPassword(keys, id) }),
    maxTotal: 60,
    exclusivePerTenant: 4,
    log,
  });
  const files = openFileStore({ driver: "database" });
  const instance: Instance = { keys, files, tenancy };
  const migrations = await readMigrations(database.migrations);
  return {
    owner,
    app,
    appPool,
    registry,
    tenancy,
    keys,
    files,
    instance,
    log,
    migrations,
    newTenant: () =>
      withClient(owner, async (client) => {
        const spare = await client.query<{ id: string }>(
          "delete from instance.spare_tenants where id = (select min(id) from instance.spare_tenants) returning id",
        );
        const id = spare.rows[0]?.id ?? `extra${randomUUID().slice(0, 8)}`;
        if (spare.rowCount === 0) await provisionTenant(client, id, keys, migrations);
        return id;
      }),
    offerSpares: async () => {
      await withClient(owner, async (client) => {
        const unused = await client.query<{ id: string }>("delete from instance.spare_tenants returning id");
        for (const { id } of unused.rows) await renameToSpare(client, id, keys, migrations);
      });
      registry.refresh();
    },
    contextOf: (tenantId, as = {}) => {
      const cost = newCost();
      return {
        tenant: { id: tenantId, publicUrl: `http://${tenantId}.localhost:3025`, entitlement: null },
        actor: { kind: "task" },
        db: tenancy.shared(tenantId, cost),
        now: () => new Date(),
        log,
        requestId: randomUUID(),
        instance,
        cost,
        transactional: false,
        ...as,
      };
    },
    close: async () => {
      await registry.close();
      await tenancy.close();
      await appPool.end();
      await withClient(database.server.superuser, (client) => client.query(`drop database "${name}" with (force)`));
    },
  };
}
