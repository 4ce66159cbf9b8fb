import { randomUUID } from "node:crypto";
import type {} from "@mechanicbuddy/platform/testing/ground";
import { Client } from "pg";
import { inject } from "vitest";
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

/** Works on one connection and closes it. */
export async function on<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}
