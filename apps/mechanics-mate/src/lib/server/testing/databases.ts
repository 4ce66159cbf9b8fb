import { createHash, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type {} from "@mechanicbuddy/platform/testing/ground";
import { Client } from "pg";
import { inject } from "vitest";
import { migrate, migrationNames, migrationsFolder } from "../../../server/migrate.ts";
import { makeDatabase } from "../../../server/own-database.ts";

export interface Databases {
  /** An empty database of the login that migrates; its address. */
  empty(): Promise<string>;
  /** The same address under the superuser, for whom no guard holds. */
  asSuperuser(url: string): string;
  close(): Promise<void>;
}

/** Databases that a test makes and that go with it. */
export async function openDatabases(): Promise<Databases> {
  const { superuser } = inject("platformDatabase").server;
  const admin = new Client({ ...superuser, database: "postgres" });
  await admin.connect();
  await makeDatabase(admin, "mate");
  const made: string[] = [];
  return {
    empty: async () => {
      const name = `mate_${randomUUID().replaceAll("-", "")}`;
      await admin.query(`create database ${name} owner mate_owner`);
      made.push(name);
      return `postgresql://mate_owner:mate@${superuser.host}:${superuser.port}/${name}`;
    },
    asSuperuser: (url) => {
      const address = new URL(url);
      address.username = superuser.user;
      address.password = encodeURIComponent(superuser.password);
      return address.href;
    },
    close: async () => {
      for (const name of made) await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/**
 * Name of a database with every migration applied, to be cloned. Whoever comes first makes it; it is named after the
 * files, so a server that is kept between runs builds each state once.
 */
export async function migratedTemplate(admin: Client): Promise<string> {
  const { superuser } = inject("platformDatabase").server;
  const texts = (await migrationNames()).map((name) => readFile(join(migrationsFolder, name), "utf8"));
  const hash = createHash("sha256").update(JSON.stringify(await Promise.all(texts)));
  const template = `mate_${hash.digest("hex").slice(0, 12)}`;
  await makeDatabase(admin, "mate");
  await admin.query("select pg_advisory_lock(7281946)");
  try {
    const built = await admin.query("select from pg_database where datname = $1 and datistemplate", [template]);
    if (built.rowCount === 1) return template;
    await admin.query(`drop database if exists ${template}`);
    await admin.query(`create database ${template} owner mate_owner`);
    await migrate(`postgresql://mate_owner:mate@${superuser.host}:${superuser.port}/${template}`);
    await admin.query(`alter database ${template} is_template true`);
    return template;
  } finally {
    await admin.query("select pg_advisory_unlock(7281946)");
  }
}

/** Works on one connection and closes it. */
export async function on<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}
