import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, on, openDatabases } from "../lib/server/testing/databases.ts";
import { migrate } from "./migrate.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close());

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
    url = await databases.empty();
    // A host that hands out everything by default, as some do.
    await on(databases.asSuperuser(url), async (client) => {
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
    await on(databases.asSuperuser(url), async (client) => {
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
    await on(databases.asSuperuser(url), async (client) => {
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
    await on(databases.asSuperuser(url), async (client) => {
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
    await on(databases.asSuperuser(url), async (client) => {
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
    await on(databases.asSuperuser(url), async (client) => {
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
