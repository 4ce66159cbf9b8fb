import { Client, escapeIdentifier, escapeLiteral } from "pg";
import type { Encryption } from "./encryption.ts";

/** Who owns the database: the login that migrates and provisions, never the one that serves requests. */
export interface Owner {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  /** Without encryption unless said. */
  ssl?: Encryption;
}

/** Name of the runtime login that belongs to an owner: reads the registry and runs the task tables. */
export function appLogin(owner: string): string {
  return `${owner}_app`;
}

/**
 * What needs a superuser once per cluster: the owner login, its database, the trusted extensions, and taking from
 * PUBLIC what no workshop needs. Repeatable. Compose and charts run the same lines as init SQL.
 */
export async function bootstrapCluster(superuser: Owner, owner: Owner): Promise<void> {
  await withClient({ ...superuser, database: "postgres" }, async (client) => {
    const user = escapeIdentifier(owner.user);
    await client.query("set password_encryption = 'scram-sha-256'");
    if ((await client.query("select 1 from pg_roles where rolname = $1", [owner.user])).rowCount === 0) {
      await client.query(`create role ${user} login createrole`);
    }
    await client.query(`alter role ${user} password ${escapeLiteral(owner.password)}`);
    if ((await client.query("select 1 from pg_database where datname = $1", [owner.database])).rowCount === 0) {
      await client.query(`create database ${escapeIdentifier(owner.database)} owner ${user}`);
    }
  });
  await withClient({ ...superuser, database: owner.database }, (client) =>
    client.query(databaseSetup(owner.database, owner.user)),
  );
}

/** The statements a superuser runs inside a database before its first migration. */
export function databaseSetup(database: string, owner: string): string {
  const name = escapeIdentifier(database);
  const user = escapeIdentifier(owner);
  return `
    revoke connect, temporary, create on database ${name} from public;
    grant connect, create on database ${name} to ${user} with grant option;
    revoke create on schema public from public;
    create schema if not exists extensions;
    grant usage on schema extensions to ${user} with grant option;
    create extension if not exists pg_trgm schema extensions;
    create extension if not exists unaccent schema extensions;
    create extension if not exists citext schema extensions;
    create extension if not exists btree_gist schema extensions;
    revoke execute on function lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea), lowrite(integer, bytea),
      lo_put(oid, bigint, bytea), lo_unlink(oid) from public;
    do $$ declare locking regprocedure; begin
      for locking in select oid from pg_proc where proname ~ '^pg_(try_)?advisory_' and pronamespace = 'pg_catalog'::regnamespace loop
        execute format('revoke execute on function %s from public', locking);
        execute format('grant execute on function %s to %I with grant option', locking, ${escapeLiteral(owner)});
      end loop;
    end $$;
  `;
}

/** Opens a connection for one piece of work and closes it whatever happens. */
export async function withClient<T>(login: Owner, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ ...login, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
