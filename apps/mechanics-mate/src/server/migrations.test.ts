import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type {} from "@mechanicbuddy/platform/testing/ground";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { migrate, migrationNames, migrationsFolder } from "./migrate.ts";
import { makeDatabase } from "./own-database.ts";

const run = promisify(execFile);
const { superuser } = inject("platformDatabase").server;
const databases: string[] = [];
let admin: Client;
let hasPsql: boolean;
beforeAll(async () => {
  admin = new Client({ ...superuser, database: "postgres" });
  await admin.connect();
  await makeDatabase(admin, "mate");
  hasPsql = await run("psql", ["--version"]).then(
    () => true,
    () => false,
  );
});
afterAll(async () => {
  for (const name of databases) await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});

async function emptyDatabase(): Promise<string> {
  const name = `mate_${randomUUID().replaceAll("-", "")}`;
  await admin.query(`create database ${name} owner mate_owner`);
  databases.push(name);
  return `postgresql://mate_owner:mate@${superuser.host}:${superuser.port}/${name}`;
}

async function on<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}
const asSuperuser = (url: string) => {
  const address = new URL(url);
  address.username = superuser.user;
  address.password = encodeURIComponent(superuser.password);
  return address.href;
};

/** What `\i` of psql does: each statement for itself. Without psql, a session that sends the file as it is. */
async function include(url: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const file = join(migrationsFolder, name);
    if (hasPsql) await run("psql", [url, "-q", "-v", "ON_ERROR_STOP=1", "-c", `\\i ${file}`]);
    else await on(url, async (client) => client.query(await readFile(file, "utf8")));
  }
}

/** Everything a dump of the schema would say, as sorted lines. The runner's own list is left out. */
function catalogue(url: string): Promise<string[]> {
  return on(url, async (client) => {
    const { rows } = await client.query<{ line: string }>(`
      with ours as (select oid, nspname from pg_namespace where nspname in ('mate', 'public'))
      select line from (
        select format('%s %s.%s %s %s %s', c.relkind, n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relacl::text) as line
          from pg_class c join ours n on n.oid = c.relnamespace
        union all select format('column %s.%s.%s %s %s %s %s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
            pg_get_expr(d.adbin, d.adrelid), a.attacl::text)
          from pg_attribute a join pg_class c on c.oid = a.attrelid join ours n on n.oid = c.relnamespace
            left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where a.attnum > 0 and not a.attisdropped
        union all select format('constraint %s %s %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
          from pg_constraint c join ours n on n.oid = c.connamespace
        union all select format('index %s', pg_get_indexdef(i.indexrelid)) from pg_index i join pg_class c on c.oid = i.indexrelid
          join ours n on n.oid = c.relnamespace
        union all select format('policy %s %s %s %s', tablename, policyname, qual, with_check) from pg_policies where schemaname = 'mate'
        union all select format('trigger %s', pg_get_triggerdef(t.oid)) from pg_trigger t where not t.tgisinternal
        union all select format('function %s %s', pg_get_functiondef(p.oid), p.proacl::text) from pg_proc p join ours n on n.oid = p.pronamespace
          where p.prokind = 'f' and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
        union all select format('view %s %s', c.oid::regclass, pg_get_viewdef(c.oid)) from pg_class c join ours n on n.oid = c.relnamespace where c.relkind = 'v'
        union all select format('schema %s %s', nspname, nspacl::text) from pg_namespace where nspname = 'mate'
      ) as lines where line !~ 'mate\\.migrations|migrations_(pkey|name|sha256|created_at)|pgmigrations' order by 1`);
    return rows.map(({ line }) => line).filter((line) => !/\bmigrations\b/.test(line));
  });
}

describe("the migrations", () => {
  test("give one and the same database by hand, by the runner, by both, and when they are repeated", async () => {
    const names = await migrationNames();
    const byRunner = await emptyDatabase();
    expect(await migrate(byRunner)).toEqual(names);
    expect(await migrate(byRunner)).toEqual([]);
    const expected = await catalogue(byRunner);
    expect(expected.length).toBeGreaterThan(300);

    const byHand = await emptyDatabase();
    await include(byHand, names);
    expect(await catalogue(byHand)).toEqual(expected);
    await include(byHand, names);
    expect(await catalogue(byHand)).toEqual(expected);

    const byBoth = await emptyDatabase();
    await include(byBoth, names.slice(0, 6));
    await migrate(byBoth);
    expect(await catalogue(byBoth)).toEqual(expected);
  }, 60_000);

  test("hold no transaction and no way back, so that they can be run by hand", async () => {
    for (const name of await migrationNames()) {
      const text = await readFile(join(migrationsFolder, name), "utf8");
      expect([name, /^\s*(begin|commit|rollback)\s*;/im.test(text), /^--\s*down\b/im.test(text)]).toEqual([
        name,
        false,
        false,
      ]);
    }
  });

  test("stop at a file that is wrong, name it, and leave nothing of it behind", async () => {
    const url = await emptyDatabase();
    const { mkdtemp, writeFile, copyFile } = await import("node:fs/promises");
    const folder = `${await mkdtemp("/tmp/mate-migrations-")}/`;
    const [first = ""] = await migrationNames();
    await copyFile(join(migrationsFolder, first), join(folder, first));
    await writeFile(join(folder, "002_wrong.sql"), "create table mate.half (id integer); select nonsense;");
    await expect(migrate(url, folder)).rejects.toThrow("Migration 002_wrong.sql failed");
    const half = await on(url, (client) => client.query("select to_regclass('mate.half') as there"));
    expect(half.rows[0].there).toBeNull();
  });
});

describe("who may read and write", () => {
  let url: string;
  const [a, b] = [randomUUID(), randomUUID()];
  const tablesOf = (client: Client, condition: string) =>
    client
      .query<{ name: string }>(
        `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${condition} order by 1`,
      )
      .then(({ rows }) => rows.map(({ name }) => name));

  beforeAll(async () => {
    url = await emptyDatabase();
    // A host that hands out everything by default, as some do.
    await on(asSuperuser(url), async (client) => {
      for (const role of ["anon", "authenticated", "service_role"]) {
        await client.query(
          `do $$ begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end $$`,
        );
        await client.query(`grant usage on schema public to ${role}`);
        for (const what of ["tables", "functions", "sequences"]) {
          await client.query(`alter default privileges for role mate_owner grant all on ${what} to ${role}`);
          await client.query(
            `alter default privileges for role mate_owner in schema public grant all on ${what} to ${role}`,
          );
        }
      }
    });
    await migrate(url);
    await on(asSuperuser(url), async (client) => {
      for (const [id, email] of [
        [a, "a@example.com"],
        [b, "b@example.com"],
      ]) {
        await client.query(
          "insert into mate.users (id, email, email_key, password_hash, terms_version) values ($1, $2, $2, 'x', '1')",
          [id, email],
        );
        const { rows } = await client.query(
          "insert into mate.conversations (user_id, title) values ($1, 't') returning id",
          [id],
        );
        await client.query(
          "insert into mate.saved_conversations (conversation_id, user_id, title) values ($1, $2, 't')",
          [rows[0].id, id],
        );
        await client.query("insert into mate.vehicles (user_id, make) values ($1, 'Ford')", [id]);
      }
    });
  });

  test("a host's own roles read no table, no view and call no function of ours", async () => {
    await on(asSuperuser(url), async (client) => {
      const things = await tablesOf(client, "n.nspname in ('mate', 'public') and c.relkind in ('r', 'v', 'p')");
      expect(things).toContain("webhook_events");
      for (const role of ["anon", "authenticated", "service_role"]) {
        await client.query(`set role ${role}`);
        for (const thing of things)
          await expect(client.query(`select 1 from ${thing} limit 1`), `${role} ${thing}`).rejects.toThrow(
            "permission denied",
          );
        await expect(client.query("select mate.enqueue('mail.send', '{}')")).rejects.toThrow("permission denied");
        await client.query("reset role");
      }
    });
  });

  test("every table with a person's content forces the guard, for its owner too", async () => {
    await on(asSuperuser(url), async (client) => {
      const guarded = await tablesOf(
        client,
        "n.nspname = 'mate' and c.relkind = 'r' and c.relrowsecurity and c.relforcerowsecurity",
      );
      for (const name of [
        "answer_events",
        "answer_feedback",
        "answers",
        "attachments",
        "conversations",
        "document_chunks",
        "documents",
        "messages",
        "saved_conversations",
        "vehicles",
      ]) {
        expect(guarded).toContain(`mate.${name}`);
      }
    });
    await on(url, async (client) => {
      expect((await client.query("select 1 from mate.conversations")).rows).toEqual([]);
      expect((await client.query("select 1 from public.saved_conversations")).rows).toEqual([]);
    });
  });

  test("an account sees its own rows, nobody without a name sees any, a named purpose sees all, an invented one none", async () => {
    const seen = (setting: string, value: string) =>
      on(url, async (client) => {
        await client.query("set role mate_app");
        await client.query("select set_config($1, $2, false)", [setting, value]);
        const counts: number[] = [];
        for (const table of ["conversations", "saved_conversations", "vehicles"]) {
          counts.push((await client.query(`select 1 from mate.${table}`)).rows.length);
        }
        return counts;
      });
    expect(await seen("mate.user_id", "")).toEqual([0, 0, 0]);
    expect(await seen("mate.user_id", a)).toEqual([1, 1, 1]);
    expect(await seen("mate.user_id", randomUUID())).toEqual([0, 0, 0]);
    expect(await seen("mate.purpose", "administration")).toEqual([2, 2, 2]);
    expect(await seen("mate.purpose", "curiosity")).toEqual([0, 0, 0]);
  });

  test("an account can neither write a row for another nor take one over", async () => {
    await on(url, async (client) => {
      await client.query("set role mate_app");
      await client.query("select set_config('mate.user_id', $1, false)", [a]);
      await expect(client.query("insert into mate.vehicles (user_id, make) values ($1, 'x')", [b])).rejects.toThrow(
        "row-level security",
      );
      expect(
        (await client.query("update mate.conversations set title = 'mine' where user_id = $1", [b])).rowCount,
      ).toBe(0);
      expect((await client.query("delete from mate.conversations where user_id = $1", [b])).rowCount).toBe(0);
    });
  });

  test("the operator reads what runs the business and no text, and writes nothing but the state of an event", async () => {
    await on(asSuperuser(url), async (client) => {
      const { rows } = await client.query<{ line: string }>(
        `select distinct format('%s %s', privilege_type, table_name) as line from information_schema.table_privileges
          where grantee = 'mate_operator' and privilege_type <> 'SELECT'`,
      );
      expect(rows).toEqual([]);
      await client.query("set role mate_operator");
      for (const view of ["application_logs", "webhook_events", "subscriptions", "token_blacklist"]) {
        await client.query(`select * from public.${view}`);
      }
      await client.query("update public.webhook_events set status = 'received' where status = 'failed'");
      await expect(client.query("update mate.webhook_events set payload = null")).rejects.toThrow("permission denied");
      for (const table of [
        "messages",
        "conversations",
        "answers",
        "documents",
        "users",
        "sessions",
        "password_reset_tokens",
      ]) {
        await expect(client.query(`select * from mate.${table}`), table).rejects.toThrow("permission denied");
      }
      await expect(client.query("select email, token_hash from mate.email_verification_tokens")).rejects.toThrow(
        "permission denied",
      );
      await client.query("reset role");
    });
  });

  test("no right to write plan, status or usage was given to anybody but the server", async () => {
    await on(asSuperuser(url), async (client) => {
      const { rows } = await client.query<{ grantee: string }>(
        `select distinct grantee from information_schema.role_table_grants where table_schema = 'mate'
          and table_name in ('subscriptions', 'plan_grants', 'trial_grants', 'ai_allowances', 'ai_usage', 'admin_users')
          and privilege_type in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')`,
      );
      expect(rows.map(({ grantee }) => grantee).sort()).toEqual(["mate_app", "mate_owner"]);
      const admins = await client.query(
        `select privilege_type from information_schema.role_table_grants where table_name = 'admin_users' and grantee = 'mate_app'`,
      );
      expect(admins.rows).toEqual([{ privilege_type: "SELECT" }]);
    });
  });

  test("the login that runs makes no table, changes no migration and reads nothing of another schema", async () => {
    await on(url, async (client) => {
      await client.query("set role mate_app");
      for (const statement of [
        "create table mate.mine (id integer)",
        "create table public.mine (id integer)",
        "alter table mate.users add column x integer",
        "insert into mate.migrations (name, sha256) values ('x', 'x')",
        "select 1 from mate_worker._private_jobs",
        "update mate.audit_log set reason = ''",
        "insert into mate.admin_users (user_id, role) values (gen_random_uuid(), 'operator')",
      ]) {
        await expect(client.query(statement), statement).rejects.toThrow(/permission denied|must be owner/);
      }
    });
  });
});
