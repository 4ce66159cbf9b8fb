import { fileURLToPath } from "node:url";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import type { Keys } from "../keys.ts";
import { installTaskTables } from "../tasks/install.ts";
import { appLogin, type Owner } from "./bootstrap.ts";
import { type MigrationSet, migrateSchema, readMigrations } from "./migrations.ts";
import { ensureTenantLogin, provisionTenant, upgradeTenant } from "./provision.ts";

const instanceMigrations = fileURLToPath(new URL("../../migrations", import.meta.url));
const LOCK = 7_281_943;

export interface MigrateOptions {
  owner: Owner;
  /** Password of the runtime login. */
  appPassword: string;
  tenants: MigrationSet;
  keys: Keys;
  /** Tenants that migrate at once. */
  parallel?: number;
  /** One workshop alone, to try it again. */
  retry?: string;
  /** The workshop of an instance that serves one alone: made when it is missing, its login given today's password. */
  only?: string;
  /** Gives the login of every workshop the password of today's key, after the key was replaced. */
  renewLogins?: boolean;
}

export interface Migrated {
  migrated: string[];
  current: number;
  /** Workshops that stay as they were, with what the database said. */
  failed: { id: string; error: string }[];
}

/**
 * Brings the instance's own tables and every tenant up to date, those first that nobody used for longest. One that fails
 * is marked and passed over; it answers nobody until it is tried again. Several processes may call it; one works, the
 * others wait.
 */
export async function migrate(options: MigrateOptions): Promise<Migrated> {
  const { owner, tenants, parallel = 4 } = options;
  const lead = new Client(owner);
  await lead.connect();
  try {
    await lead.query("select pg_advisory_lock($1)", [LOCK]);
    await migrateInstance(lead, owner, options.appPassword);
    const known = await lead.query<{ id: string; schema_version: string | null }>(
      `select id, schema_version from instance.tenants left join instance.tenant_activity known on known.tenant = id
        where state <> 'preparing' order by last_active_at nulls first, id`,
    );
    const behind = known.rows
      .filter((row) => row.schema_version !== tenants.newest && (options.retry ?? row.id) === row.id)
      .map((row) => row.id);
    const queue = [...behind];
    const failed: Migrated["failed"] = [];
    const worker = async () => {
      const client = new Client(owner);
      await client.connect();
      try {
        for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
          const error = await upgradeOrMark(client, id, tenants);
          if (error !== undefined) failed.push({ id, error });
        }
      } finally {
        await client.end();
      }
    };
    await Promise.all(Array.from({ length: Math.min(parallel, behind.length) }, worker));
    const ids = known.rows.map(({ id }) => id);
    for (const id of options.renewLogins === true ? ids : []) await ensureTenantLogin(lead, id, options.keys);
    if (options.only !== undefined) await makeOnly(lead, options.only, ids, options);
    const migrated = behind.filter((id) => !failed.some((one) => one.id === id));
    return { migrated, current: known.rows.length - behind.length, failed };
  } finally {
    await lead.end();
  }
}

/** What the database said when it did not go; undefined when it did. */
async function upgradeOrMark(client: Client, id: string, tenants: MigrationSet): Promise<string | undefined> {
  const mark = (error: string | null) =>
    client.query(
      "update instance.tenants set migration_error = $2 where id = $1 and migration_error is distinct from $2",
      [id, error],
    );
  try {
    await upgradeTenant(client, id, tenants);
    await mark(null);
    return undefined;
  } catch (error) {
    await client.query("rollback; reset search_path");
    const { message } = error as Error;
    await mark(message.slice(0, 1000));
    return message;
  }
}

async function makeOnly(client: Client, id: string, known: string[], options: MigrateOptions): Promise<void> {
  if (known.includes(id)) await ensureTenantLogin(client, id, options.keys);
  else await provisionTenant(client, id, options.keys, options.tenants);
}

async function migrateInstance(client: Client, owner: Owner, appPassword: string): Promise<void> {
  const app = escapeIdentifier(appLogin(owner.user));
  await client.query("create schema if not exists instance");
  await ensureAppLogin(client, owner, appPassword);
  await migrateSchema(client, "instance", await readMigrations(instanceMigrations));
  await installTaskTables(client);
  await client.query(`
    grant usage on schema instance, extensions, graphile_worker to ${app};
    grant select on instance.tenants to ${app};
    grant execute on function pg_advisory_lock(bigint), pg_try_advisory_lock(bigint), pg_advisory_unlock(bigint) to ${app};
  `);
}

/** The runtime login of an owner, with this password; it can connect and, so far, nothing else. */
export async function ensureAppLogin(client: Client, owner: Owner, password: string): Promise<void> {
  const name = appLogin(owner.user);
  const app = escapeIdentifier(name);
  await client.query("set password_encryption = 'scram-sha-256'");
  if ((await client.query("select 1 from pg_roles where rolname = $1", [name])).rowCount === 0) {
    await client.query(`create role ${app} login noinherit`);
  }
  await client.query(`
    alter role ${app} password ${escapeLiteral(password)};
    alter role ${app} set timezone = 'UTC';
    grant connect on database ${escapeIdentifier(owner.database)} to ${app};
  `);
}
