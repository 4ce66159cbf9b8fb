import { readFile } from "node:fs/promises";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { readMigrations } from "@mechanicbuddy/platform/database/migrations";
import { schemaTypes } from "@mechanicbuddy/platform/database/schema-types";
import { tenantFunctions } from "@mechanicbuddy/platform/tasks/tenant-functions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrationsDirectory } from "../migrate.ts";
import { openTestApi, type TestApi } from "../testing/shop.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

/** Asks as the owner, who sees the whole catalogue. */
const ask = <T extends object>(text: string, values: unknown[] = []) =>
  withClient(api.ground.owner, async (client) => (await client.query<T>(text, values)).rows);

test("no workshop's login has any right on a relation, sequence or function outside its own schema", async () => {
  const foreign = await ask(
    `select t.id, n.nspname || '.' || c.relname as thing
     from instance.tenants t cross join pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname <> 'tenant_' || t.id and n.nspname not in ('pg_catalog', 'information_schema', 'extensions', 'pg_toast')
       and c.relkind in ('r', 'v', 'm', 'S', 'p')
       and case when c.relkind = 'S' then has_sequence_privilege('tenant_' || t.id, c.oid, 'usage, select, update')
                else has_table_privilege('tenant_' || t.id, c.oid, 'select, insert, update, delete, truncate, references, trigger') end`,
  );
  expect(foreign).toEqual([]);
  const functions = await ask<{ thing: string }>(
    `select distinct p.oid::regprocedure::text as thing
     from instance.tenants t cross join pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname not in ('pg_catalog', 'information_schema', 'extensions') and n.nspname <> 'tenant_' || t.id
       and has_schema_privilege('tenant_' || t.id, n.oid, 'usage') and has_function_privilege('tenant_' || t.id, p.oid, 'execute')
       and not p.prorettype = 'trigger'::regtype`,
  );
  const plain = (signature: string) =>
    signature.replaceAll("timestamp with time zone", "timestamptz").replaceAll(" ", "");
  expect(functions.map(({ thing }) => plain(thing)).sort()).toEqual(tenantFunctions.map(plain).sort());
});

test("workshops' logins own nothing, belong to no role, and may create nothing", async () => {
  expect(
    await ask(
      `select r.rolname from pg_roles r join pg_auth_members m on m.member = r.oid where r.rolname like 'tenant\\_%'`,
    ),
  ).toEqual([]);
  expect(
    await ask(
      `select c.relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like 'tenant\\_%'`,
    ),
  ).toEqual([]);
  expect(
    await ask(`select t.id, n.nspname from instance.tenants t cross join pg_namespace n
      where has_schema_privilege('tenant_' || t.id, n.oid, 'create')`),
  ).toEqual([]);
  expect(
    await ask(
      `select rolname from pg_roles where rolname like 'tenant\\_%' and (rolsuper or rolcreaterole or rolcreatedb or rolinherit)`,
    ),
  ).toEqual([]);
});

test("every table grants exactly its class, and append-only ones neither change nor lose rows", async () => {
  const { grants } = await readMigrations(migrationsDirectory);
  const classes = { full: "DELETE,INSERT,SELECT,UPDATE", "append-only": "INSERT,SELECT", read: "SELECT" };
  const found = await ask<{ relname: string; rights: string | null }>(
    `select c.relname, (select string_agg(distinct a.privilege_type, ',' order by a.privilege_type)
        from aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee where r.rolname = n.nspname) as rights
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'tenant_spare001' and c.relkind = 'r' and c.relname <> 'migrations' order by 1`,
  );
  const expected = [...grants].map(([relname, grant]) => ({ relname, rights: classes[grant] }));
  expect(found).toEqual(expected.sort((a, b) => (a.relname < b.relname ? -1 : 1)));
  for (const table of ["invoices", "invoice_lines", "payments", "approvals", "stock_moves", "audit_entries"]) {
    expect(grants.get(table)).toBe("append-only");
  }
});

test("all workshops have the same tables, columns, constraints and triggers", async () => {
  const shapes = await ask<{ shape: string }>(
    `select md5(string_agg(line, chr(10) order by line)) as shape from (
       select n.nspname, c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || a.attnotnull as line
         from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname like 'tenant\\_%' and c.relkind = 'r' and a.attnum > 0
       union all
       select n.nspname, c.relname || ' ' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
         join pg_namespace n on n.oid = c.relnamespace where n.nspname like 'tenant\\_%' and not t.tgisinternal
     ) lines group by nspname`,
  );
  expect(new Set(shapes.map((row) => row.shape)).size).toBe(1);
});

test("the column types in the source are those of the migrations", async () => {
  const written = await readFile(new URL("../schema.ts", import.meta.url), "utf8");
  const current = await withClient(api.ground.owner, (client) => schemaTypes(client, "tenant_spare001"));
  expect(written).toBe(current);
});

test("a workshop stays within its budget of tables and indexes", async () => {
  const [counts] = await ask<{ tables: number; indexes: number }>(
    `select count(*) filter (where c.relkind = 'r')::int as tables, count(*) filter (where c.relkind = 'i')::int as indexes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'tenant_spare001'`,
  );
  expect(counts?.tables).toBeLessThanOrEqual(100);
  expect(counts?.indexes).toBeLessThanOrEqual(230);
});
