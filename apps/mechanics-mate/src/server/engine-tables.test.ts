import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type {} from "@mechanicbuddy/platform/testing/ground";
import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { migrate } from "./migrate.ts";
import { makeDatabase } from "./own-database.ts";

const { superuser } = inject("platformDatabase").server;
const name = `mate_${randomUUID().replaceAll("-", "")}`;
/** The engine knows the messages of the site by a view of its own name for them. */
const tables = ["messages", "assistant_messages", "answers", "answer_events", "ai_allowances", "ai_usage"];
let admin: Client;
let client: Client;
beforeAll(async () => {
  admin = new Client({ ...superuser, database: "postgres" });
  await admin.connect();
  await makeDatabase(admin, "mate");
  await admin.query(`create database ${name} owner mate_owner`);
  await migrate(`postgresql://mate_owner:mate@${superuser.host}:${superuser.port}/${name}`);
  client = new Client({ ...superuser, database: name });
  await client.connect();
  const file = fileURLToPath(new URL("../../../../packages/assistant/sql/engine.sql", import.meta.url));
  await client.query("create schema engine; set search_path = engine");
  await client.query("create function new_id() returns uuid language sql as 'select gen_random_uuid()'");
  await client.query(await readFile(file, "utf8"));
});
afterAll(async () => {
  await client.end();
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});

/** Columns, rules and indexes of the engine's tables in a schema; what points at a host's own tables is left out. */
async function shapeOf(schema: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `select line from (
        select format('%s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
            pg_get_expr(d.adbin, d.adrelid)) as line
          from pg_attribute a join pg_class c on c.oid = a.attrelid
            left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
          where c.relnamespace = $1::regnamespace and c.relname = any($2) and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        union all select format('%s %s', c.relname, pg_get_constraintdef(k.oid))
          from pg_constraint k join pg_class c on c.oid = k.conrelid
          where c.relnamespace = $1::regnamespace and c.relname = any($2) and k.contype in ('p', 'u', 'c')
        union all select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid
          where c.relnamespace = $1::regnamespace and c.relname = any($2)
      ) as lines order by 1`,
    [schema, tables],
  );
  return rows.map(({ line }) => line.replaceAll(`${schema}.`, "").replaceAll("assistant_messages", "messages")).sort();
}

test("the tables of the assistant's engine are the ones it was written for", async () => {
  const expected = await shapeOf("engine");
  expect(expected.length).toBeGreaterThan(60);
  expect(await shapeOf("mate")).toEqual(expected);
});
