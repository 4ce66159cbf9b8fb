import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, on, openDatabases } from "../lib/server/testing/databases.ts";
import { migrate, migrationNames, migrationsFolder } from "./migrate.ts";

const run = promisify(execFile);
let databases: Databases;
let hasPsql: boolean;
beforeAll(async () => {
  databases = await openDatabases();
  hasPsql = await run("psql", ["--version"]).then(
    () => true,
    () => false,
  );
});
afterAll(() => databases.close());

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
    const byRunner = await databases.empty();
    expect(await migrate(byRunner)).toEqual(names);
    expect(await migrate(byRunner)).toEqual([]);
    const expected = await catalogue(byRunner);
    expect(expected.length).toBeGreaterThan(300);

    const byHand = await databases.empty();
    await include(byHand, names);
    expect(await catalogue(byHand)).toEqual(expected);
    await include(byHand, names);
    expect(await catalogue(byHand)).toEqual(expected);

    const byBoth = await databases.empty();
    await include(byBoth, names.slice(0, 6));
    await migrate(byBoth);
    expect(await catalogue(byBoth)).toEqual(expected);
  }, 60_000);

  test("bring a database made before the engine had its own name for messages up to date", async () => {
    const url = await databases.empty();
    await migrate(url);
    await on(url, async (client) => {
      await client.query("drop view mate.assistant_messages; delete from mate.migrations where name >= '015'");
    });
    await migrate(url);
    const { rows } = await on(url, (client) =>
      client.query("select has_table_privilege('mate_app', 'mate.assistant_messages', 'insert') as may"),
    );
    expect(rows[0].may).toBe(true);
  });

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
    const url = await databases.empty();
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
