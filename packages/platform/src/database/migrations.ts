import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runner } from "node-pg-migrate";
import type { Client } from "pg";

/** What a tenant's login may do with a table: `full` reads and writes, `append-only` adds, `read` looks. */
export type GrantClass = "full" | "append-only" | "read";

/** A folder of `.sql` migrations, read once per process. */
export interface MigrationSet {
  directory: string;
  /** File names without `.sql`, in order. */
  names: string[];
  newest: string;
  /** Class of each table, from the `-- grants:` line before its `create table`. */
  grants: Map<string, GrantClass>;
}

const tableLine = /^-- grants: (full|append-only|read)\s*\ncreate table (?:if not exists )?([a-z_]+)/gm;

/** Reads a migration folder and refuses a table without a grant class or a file without its safety line. */
export async function readMigrations(directory: string): Promise<MigrationSet> {
  const files = (await readdir(directory)).filter((file) => file.endsWith(".sql")).sort();
  const grants = new Map<string, GrantClass>();
  for (const file of files) {
    const text = await readFile(join(directory, file), "utf8");
    if (!/^-- (safe|breaking)/.test(text)) throw new Error(`${file} must begin with "-- safe" or "-- breaking"`);
    for (const [, grant, table] of text.matchAll(tableLine)) grants.set(table as string, grant as GrantClass);
  }
  const names = files.map((file) => file.slice(0, -".sql".length));
  return { directory, names, newest: names.at(-1) ?? "", grants };
}

/** Brings one schema to the newest migration under the owner's login. A schema that is current is left alone. */
export async function migrateSchema(client: Client, schema: string, set: MigrationSet): Promise<void> {
  // Loads pg_trgm: only then may a migration give a function one of its settings.
  await client.query("select extensions.similarity('a', 'b')");
  await runner({
    dbClient: client,
    dir: set.directory,
    direction: "up",
    // All there are, unless the set ends earlier: then the schema is new and gets that many.
    count: set.names.length,
    schema: [schema, "extensions"],
    migrationsSchema: schema,
    migrationsTable: "migrations",
    ignorePattern: "(?!.*\\.sql$).*",
    // Tenants migrate side by side; each schema has one migrator, held by the caller's lock.
    noLock: true,
    log: () => undefined,
  });
  await client.query("reset search_path");
}

/** Statements that give a tenant's login exactly its classes on the tables of its schema, and nothing on others. */
export function grantStatements(schema: string, login: string, set: MigrationSet, tables: string[]): string {
  const rights = { full: "select, insert, update, delete", "append-only": "select, insert", read: "select" };
  const lines = [
    `grant usage on schema ${schema} to ${login};`,
    `grant usage on schema extensions to ${login};`,
    `revoke all on all tables in schema ${schema} from ${login};`,
    `revoke execute on all functions in schema ${schema} from public;`,
    `grant execute on all functions in schema ${schema} to ${login};`,
  ];
  for (const table of tables) {
    const grant = set.grants.get(table);
    if (table === "migrations") continue;
    if (grant === undefined) throw new Error(`Table ${table} has no "-- grants:" line before its create table`);
    lines.push(`grant ${rights[grant]} on ${schema}.${table} to ${login};`);
  }
  return lines.join("\n");
}
