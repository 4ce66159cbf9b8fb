import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { runMigrations } from "graphile-worker";
import { Client, Pool } from "pg";

export const migrationsFolder = fileURLToPath(new URL("../../database/migrations/", import.meta.url));
export const taskSchema = "mate_worker";
const LOCK = 7_281_944;

/** Names of the migrations in order. */
export async function migrationNames(folder = migrationsFolder): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^\d{3}_\w+\.sql$/.test(name)).sort();
}

/**
 * Brings the database up to date under the login of `url`. Files are written to be repeated, so those somebody ran by
 * hand are run again without effect. Several processes may call it; one works, the others wait.
 */
export async function migrate(url: string, folder = migrationsFolder): Promise<string[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  const done: string[] = [];
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await installTasks(url);
    const known = await appliedMigrations(client);
    for (const name of await migrationNames(folder)) {
      if (known.has(name)) continue;
      const text = await readFile(new URL(name, `file://${folder}`), "utf8");
      await client.query("begin");
      try {
        await client.query(text);
        await client.query(
          "create table if not exists mate.migrations (name text primary key, sha256 text not null, created_at timestamptz not null default now())",
        );
        await client.query("insert into mate.migrations (name, sha256) values ($1, $2)", [
          name,
          createHash("sha256").update(text).digest("hex"),
        ]);
        await client.query("commit");
      } catch (error) {
        await client.query("rollback");
        throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error });
      }
      done.push(name);
    }
    await client.query("grant select on mate.migrations to mate_app");
    return done;
  } finally {
    await client.end();
  }
}

async function installTasks(url: string): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  // A connection lost in between fails the statement that needs it; without listeners it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    await runMigrations({ pgPool: pool, schema: taskSchema });
  } finally {
    await pool.end();
  }
}

async function appliedMigrations(client: Client): Promise<Set<string>> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('mate.migrations') is not null as there");
  if (rows[0]?.there !== true) return new Set();
  const found = await client.query<{ name: string }>("select name from mate.migrations");
  return new Set(found.rows.map(({ name }) => name));
}
