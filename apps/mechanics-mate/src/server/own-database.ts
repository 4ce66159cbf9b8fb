import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { Client } from "pg";

export interface OwnDatabase {
  url: string;
  stop(): Promise<void>;
}

const login = "mate_owner";
const database = "mechanics_mate";
const LOCK = 7_281_945;

/** A PostgreSQL of our own in a folder, for development without `DATABASE_URL`. It stays from one start to the next. */
export async function startOwnDatabase(folder = ".data/mechanics-mate"): Promise<OwnDatabase> {
  const { startEmbedded, stopLeftover } = await import("@mechanicbuddy/platform/database/embedded");
  const place = resolve(folder);
  await mkdir(place, { recursive: true });
  const directory = join(place, "postgres");
  await stopLeftover(directory);
  const file = join(place, "password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  const password = readFileSync(file, "utf8");
  const server = await startEmbedded({ directory, port: await freePort(), password });
  const { host, port } = server.superuser;
  const client = new Client({ ...server.superuser, database: "postgres" });
  await client.connect();
  await makeDatabase(client, password).finally(() => client.end());
  return { url: `postgresql://${login}:${password}@${host}:${port}/${database}`, stop: server.stop };
}

/** Makes login and database as a superuser, or gives the login its password again; one caller at a time. */
export async function makeDatabase(client: Client, password: string): Promise<void> {
  await client.query("select pg_advisory_lock($1)", [LOCK]);
  try {
    await makeWhatIsMissing(client, password);
  } finally {
    await client.query("select pg_advisory_unlock($1)", [LOCK]);
  }
}

async function makeWhatIsMissing(client: Client, password: string): Promise<void> {
  const quoted = client.escapeLiteral(password);
  const role = await client.query("select from pg_roles where rolname = $1", [login]);
  await client.query(
    role.rowCount === 0
      ? `create role ${login} login createrole password ${quoted}`
      : `alter role ${login} password ${quoted}`,
  );
  const there = await client.query("select from pg_database where datname = $1", [database]);
  if (there.rowCount === 0) await client.query(`create database ${database} owner ${login}`);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
