import { type Client, escapeIdentifier, escapeLiteral } from "pg";
import type { Keys } from "../keys.ts";
import { tenantFunctions } from "../tasks/tenant-functions.ts";
import { grantStatements, type MigrationSet, migrateSchema } from "./migrations.ts";

const GRANTS_LOCK = 7_281_945;

/** Schema and login of a tenant carry the same name. */
export function tenantLogin(tenantId: string): string {
  return `tenant_${tenantId}`;
}

/** Password of a tenant's login: derived from the instance's key, stored nowhere. */
export function tenantPassword(keys: Keys, tenantId: string): string {
  return keys.derive(`tenant-login:${tenantId}`).toString("base64url");
}

/** What the making of a tenant ends in: a workshop, or a spare that becomes one later. */
export type Made = "active" | "spare";

/**
 * Makes a tenant, or completes one whose making was interrupted: login, schema, tables, grants, registry row.
 * Every step is repeatable; `seed` writes the workshop's first rows in the transaction that opens it.
 */
export async function provisionTenant(
  owner: Client,
  tenantId: string,
  keys: Keys,
  set: MigrationSet,
  seed: (client: Client, schema: string) => Promise<void> = async () => undefined,
  made: Made = "active",
): Promise<void> {
  const name = tenantLogin(tenantId);
  const quoted = escapeIdentifier(name);
  await owner.query("insert into instance.tenants (id, state) values ($1, 'preparing') on conflict do nothing", [
    tenantId,
  ]);
  await ensureTenantLogin(owner, tenantId, keys);
  await owner.query(`create schema if not exists ${quoted}`);
  await upgradeTenant(owner, tenantId, set);
  await owner.query("begin");
  try {
    await owner.query(`set local search_path = ${quoted}, extensions`);
    const opened = await owner.query("update instance.tenants set state = $2 where id = $1 and state = 'preparing'", [
      tenantId,
      made,
    ]);
    if (opened.rowCount === 1) await seed(owner, name);
    await owner.query("commit");
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

/** The login of a tenant with its password and limits; it can do nothing yet. */
export async function ensureTenantLogin(owner: Client, tenantId: string, keys: Keys): Promise<void> {
  const name = tenantLogin(tenantId);
  const quoted = escapeIdentifier(name);
  await owner.query("set password_encryption = 'scram-sha-256'");
  if ((await owner.query("select 1 from pg_roles where rolname = $1", [name])).rowCount === 0) {
    await owner.query(`create role ${quoted} login`);
  }
  await owner.query(`
    alter role ${quoted} noinherit connection limit 12
      password ${escapeLiteral(tenantPassword(keys, tenantId))};
    alter role ${quoted} set search_path = ${quoted}, extensions, pg_temp;
    alter role ${quoted} set timezone = 'UTC';
    alter role ${quoted} set jit = off;
    alter role ${quoted} set statement_timeout = '15s';
    alter role ${quoted} set lock_timeout = '5s';
    alter role ${quoted} set idle_in_transaction_session_timeout = '10s';
  `);
}

/** Brings an existing tenant's tables and grants up to date. */
export async function upgradeTenant(owner: Client, tenantId: string, set: MigrationSet): Promise<void> {
  const name = tenantLogin(tenantId);
  const quoted = escapeIdentifier(name);
  await migrateSchema(owner, name, set);
  const tables = await owner.query<{ tablename: string }>("select tablename from pg_tables where schemaname = $1", [
    name,
  ]);
  const database = await owner.query<{ name: string }>("select current_database() as name");
  const grants = grantStatements(
    quoted,
    quoted,
    set,
    tables.rows.map((row) => row.tablename),
  );
  // Grants of several tenants change the same catalogue rows, which PostgreSQL does not let two sessions do at once.
  await owner.query(`
    begin;
    select pg_advisory_xact_lock(${GRANTS_LOCK});
    grant connect on database ${escapeIdentifier(database.rows[0]?.name ?? "")} to ${quoted};
    grant usage on schema instance to ${quoted};
    ${tenantFunctions.map((signature) => `grant execute on function ${signature} to ${quoted};`).join("\n")}
    ${grants}
    commit;
  `);
  await owner.query("update instance.tenants set schema_version = $2 where id = $1", [tenantId, set.newest]);
}
