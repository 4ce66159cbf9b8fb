import { createHash } from "node:crypto";
import { type Client, escapeIdentifier, escapeLiteral } from "pg";
import { type Owner, withClient } from "../database/bootstrap.ts";
import type { MigrationSet } from "../database/migrations.ts";
import { ensureTenantLogin, tenantLogin, upgradeTenant } from "../database/provision.ts";
import type { Keys } from "../keys.ts";
import { BackupRefused, partOf, readArchive, type SavedTable, type SavedTenant, verifyArchive } from "./archive.ts";
import { copyIn, copyOut } from "./copy.ts";
import { copyInStatement, copyOutStatement, sameText, storedTables } from "./tables.ts";

interface BringingBack {
  owner: Owner;
  path: string;
  keys: Keys;
  migrations: MigrationSet;
  /** One workshop of the archive, under this or another name; all of them unless said. */
  only?: { id: string; as?: string };
  /** The workshop of this id may be there already: it gives way, once its rows are back. */
  replace?: string;
}

/**
 * Brings workshops back, each as a whole or not at all. Before anything is touched the archive is read to its end and
 * every place is looked at; afterwards every table's rows are compared with those that were saved.
 * @returns the ids that were brought back
 */
export async function bringBack({ owner, path, keys, migrations, only, replace }: BringingBack): Promise<string[]> {
  const manifest = await verifyArchive(path);
  const wanted = manifest.tenants.filter(({ id }) => only === undefined || id === only.id);
  if (only !== undefined && wanted.length === 0) throw new BackupRefused(`The archive holds no workshop ${only.id}.`);
  const tooNew = wanted.find(({ schemaVersion }) => !migrations.names.includes(schemaVersion));
  if (tooNew !== undefined)
    throw new BackupRefused(`${tooNew.id} was saved by a newer release (${tooNew.schemaVersion}). Install that first.`);
  return withClient(owner, async (client) => {
    await client.query(sameText);
    const places = wanted.map((saved) => ({ saved, id: only?.as ?? saved.id }));
    if (replace !== undefined && (places.length !== 1 || places[0]?.id !== replace))
      throw new BackupRefused(`To replace a workshop, name the one that is brought back: ${places[0]?.id}.`);
    if (replace === undefined)
      await refuseUnlessFree(
        client,
        places.map(({ id }) => id),
        only === undefined,
      );
    const bringLane = (lane: number) =>
      withClient(owner, async (client) => {
        await client.query(sameText);
        const own = places.filter((_, n) => n % LANES === lane);
        const rows = openRows(path);
        try {
          for (const { saved, id } of own) await bringOne(client, rows, saved, id, keys, migrations);
        } finally {
          await rows.close();
        }
      });
    // When one fails, what is under way beside it still comes to its end.
    const ends = await Promise.allSettled(
      Array.from({ length: Math.min(LANES, places.length) }, (_, n) => bringLane(n)),
    );
    for (const end of ends) if (end.status === "rejected") throw end.reason;
    return places.map(({ id }) => id);
  });
}

/** Workshops that come back at the same time; each lane reads the archive for itself. */
const LANES = 2;

async function refuseUnlessFree(client: Client, ids: string[], isWhole: boolean): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    "select id from instance.tenants where state <> 'spare' order by id",
  );
  const inTheWay: string[] = [];
  for (const { id } of rows.filter(({ id }) => isWhole || ids.includes(id))) {
    const schema = escapeIdentifier(tenantLogin(id));
    const isThere = await client.query("select from pg_namespace where nspname = $1", [tenantLogin(id)]);
    // The migration of an instance that serves one alone makes that one, empty.
    const isEmpty =
      isThere.rowCount === 0 || (await client.query(`select from ${schema}.users limit 1`)).rowCount === 0;
    if (!isEmpty) inTheWay.push(id);
  }
  if (inTheWay.length === 0) return;
  const names = `${inTheWay.slice(0, 5).join(", ")}${inTheWay.length > 5 ? " …" : ""}`;
  throw new BackupRefused(
    isWhole
      ? `This instance is not empty: it holds ${names}. Bring everything back onto a new database.`
      : `${names} is there already. Bring it back under another name, or remove that workshop first.`,
  );
}

async function bringOne(
  client: Client,
  rows: Rows,
  saved: SavedTenant,
  id: string,
  keys: Keys,
  migrations: MigrationSet,
): Promise<void> {
  const schema = tenantLogin(id);
  const quoted = escapeIdentifier(schema);
  const giveBack = await setAside(client, id);
  await client.query(
    "insert into instance.tenants (id, state) values ($1, 'preparing') on conflict (id) do update set state = 'preparing'",
    [id],
  );
  try {
    await ensureTenantLogin(client, id, keys);
    await client.query(`create schema ${quoted}`);
    await upgradeTenant(client, id, asOf(migrations, saved.schemaVersion));
    await client.query(sameText);
    await client.query("begin");
    await fill(client, rows, saved, schema);
    await client.query("commit");
    await upgradeTenant(client, id, migrations);
    await register(client, id, saved.registry);
    await client.query(`drop schema if exists ${escapeIdentifier(aside(id))} cascade`);
  } catch (error) {
    await client.query("rollback");
    await client.query(`drop schema if exists ${quoted} cascade`);
    await giveBack();
    throw error;
  }
}

const aside = (id: string) => `before_${id}`;

/**
 * Puts away what stands in a workshop's place, until its rows are back. What an earlier try put away is the workshop; what
 * that try left in its place is not. Answers how to give it back.
 */
async function setAside(client: Client, id: string): Promise<() => Promise<void>> {
  const [place, kept] = [tenantLogin(id), aside(id)].map(escapeIdentifier);
  const { rows } = await client.query<{ state: string }>("select state from instance.tenants where id = $1", [id]);
  const isThere = async (name: string) =>
    (await client.query("select from pg_namespace where nspname = $1", [name])).rowCount === 1;
  if (await isThere(aside(id))) await client.query(`drop schema if exists ${place} cascade`);
  else if (await isThere(tenantLogin(id))) await client.query(`alter schema ${place} rename to ${kept}`);
  else return async () => void (await client.query("delete from instance.tenants where id = $1", [id]));
  const state = rows[0]?.state === "preparing" ? "active" : (rows[0]?.state ?? "active");
  return async () => {
    await client.query(`alter schema ${kept} rename to ${place}`);
    await client.query("update instance.tenants set state = $2 where id = $1", [id, state]);
  };
}

/** The migrations a workshop had when it was saved; the newer ones then run over its rows as in any upgrade. */
function asOf(set: MigrationSet, version: string): MigrationSet {
  const names = set.names.slice(0, set.names.indexOf(version) + 1);
  return { ...set, names, newest: version };
}

/** Takes constraints and triggers away while rows come in, and puts them back: then PostgreSQL checks every reference. */
async function fill(client: Client, rows: Rows, saved: SavedTenant, schema: string): Promise<void> {
  const stored = await storedTables(client, schema);
  const missing = saved.tables.find(({ name }) => !stored.some((table) => table.name === name));
  if (missing !== undefined)
    throw new BackupRefused(`The archive has a table ${missing.name} this release does not know.`);
  const at = (name: string) => `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
  const references = await client.query<{ table: string; name: string; definition: string }>(
    `select c.relname as table, f.conname as name, pg_get_constraintdef(f.oid) as definition from pg_constraint f
      join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and f.contype = 'f'`,
    [schema],
  );
  for (const { table, name } of references.rows)
    await client.query(`alter table ${at(table)} drop constraint ${escapeIdentifier(name)}`);
  for (const { name } of stored) await client.query(`alter table ${at(name)} disable trigger user`);
  await client.query(`truncate ${stored.map(({ name }) => at(name)).join(", ")}`);
  for (const table of saved.tables.filter(({ rows }) => rows > 0))
    await copyIn(client, copyInStatement(schema, table), rows.of(partOf(saved.id, table.name)));
  for (const [name, last] of Object.entries(saved.sequences))
    if (last !== null) await client.query("select setval($1::regclass, $2::bigint)", [at(name), last]);
  await client.query(`set local search_path = ${escapeIdentifier(schema)}, extensions`);
  for (const { table, name, definition } of references.rows)
    await client.query(`alter table ${at(table)} add constraint ${escapeIdentifier(name)} ${definition}`);
  for (const { name } of stored) await client.query(`alter table ${at(name)} enable trigger user`);
  for (const table of saved.tables) await compare(client, schema, table, stored);
}

interface Rows {
  /** The rows of a table; tables are asked for in the order they were saved in, so one pass is enough. */
  of(name: string): AsyncGenerator<Buffer>;
  close(): Promise<unknown>;
}

function openRows(path: string): Rows {
  const entries = readArchive(path);
  let entry: Awaited<ReturnType<typeof entries.next>> | undefined;
  return {
    async *of(name) {
      entry ??= await entries.next();
      while (entry.done !== true && entry.value.name !== name) entry = await entries.next();
      for (; entry.done !== true && entry.value.name === name; entry = await entries.next()) yield entry.value.bytes;
    },
    close: () => entries.return(undefined),
  };
}

async function compare(
  client: Client,
  schema: string,
  { name, columns, sha256 }: SavedTable,
  stored: Awaited<ReturnType<typeof storedTables>>,
): Promise<void> {
  const key = stored.find((table) => table.name === name)?.key ?? [];
  const hash = createHash("sha256");
  for await (const bytes of copyOut(client, copyOutStatement(schema, { name, columns, key }))) hash.update(bytes);
  if (hash.digest("hex") !== sha256) throw new BackupRefused(`${name} did not come back as it was saved.`);
}

async function register(client: Client, id: string, registry: Record<string, unknown>): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select attname::text as name from pg_attribute where attrelid = 'instance.tenants'::regclass and attnum > 0
      and not attisdropped and attgenerated = '' and attname not in ('id', 'schema_version')`,
  );
  const columns = rows.map(({ name }) => name).filter((name) => name in registry);
  const assignments = columns.map((name) => `${escapeIdentifier(name)} = saved.${escapeIdentifier(name)}`).join(", ");
  await client.query(
    `update instance.tenants t set ${assignments}
      from jsonb_populate_record(null::instance.tenants, ${escapeLiteral(JSON.stringify(registry))}::jsonb) saved
      where t.id = $1`,
    [id],
  );
}
