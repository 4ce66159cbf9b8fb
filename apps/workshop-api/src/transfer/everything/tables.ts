import type { Context } from "@mechanicbuddy/platform/context";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";

/** What is derived, only of this server, or a secret: signed-in devices, links, files' bytes (they are files of the archive). */
const left = new Set([
  "migrations",
  "sessions",
  "known_devices",
  "sign_in_attempts",
  "set_password_links",
  "entry_codes",
  "estimate_links",
  "invoice_links",
  "idempotency_keys",
  "search_entries",
  "search_heads",
  "file_contents",
  "file_parts",
  "imports",
  "import_rows",
  "exports",
  "customer_exports",
]);

/** Values that open something: they stay here. */
const secrets: Record<string, readonly string[]> = {
  users: ["password_hash", "totp_secret"],
  customers: ["personal_code"],
};

/** Archives, and tables on their way in, are none of the workshop's own files. */
const ownOnly: Record<string, RawBuilder<unknown>> = {
  files: sql`coalesce(owner_kind, '') not in ('export', 'import', 'customer_export')`,
};

/** Written before a document freezes its order. */
const beforeInvoices = ["jobs", "lines", "job_mechanics"];

export interface Table {
  name: string;
  /** Columns that are stored: what the database derives is derived again. */
  columns: string[];
  key: string[];
  /** True where rows refer to rows of the same table. */
  isNested: boolean;
  mayDelete: boolean;
}

interface Found extends Table {
  parents: string[];
}

/** The workshop's tables, every one behind those it refers to. */
export async function tablesOf(ctx: Context): Promise<Table[]> {
  const found = await rows<Found>(
    ctx.db,
    sql<Found>`select c.relname as name,
        array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and a.attgenerated = '' order by a.attnum) as columns,
        array(select a.attname::text from pg_index i cross join unnest(i.indkey::int[]) with ordinality k(n, o)
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n
          where i.indrelid = c.oid and i.indisprimary order by k.o) as key,
        array(select distinct p.relname::text from pg_constraint f join pg_class p on p.oid = f.confrelid
          where f.conrelid = c.oid and f.contype = 'f') as parents,
        exists (select from pg_constraint f where f.conrelid = c.oid and f.confrelid = c.oid) as "isNested",
        has_table_privilege(c.oid, 'delete') as "mayDelete"
      from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' order by 1`,
  );
  return inOrder(found.filter(({ name }) => !left.has(name)));
}

/** What a row looks like in the archive: its columns without the secrets. */
export function shownColumns({ name, columns }: Table): string[] {
  const hidden = secrets[name] ?? [];
  return columns.filter((column) => !hidden.includes(column));
}

function inOrder(tables: readonly Found[]): Table[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const ordered = new Map<string, Found>();
  const visit = (table: Found, above: readonly string[]) => {
    if (ordered.has(table.name) || above.includes(table.name)) return;
    const parents = table.name === "invoices" ? [...table.parents, ...beforeInvoices] : table.parents;
    for (const parent of parents) {
      const found = byName.get(parent);
      if (found !== undefined) visit(found, [...above, table.name]);
    }
    ordered.set(table.name, table);
  };
  for (const table of tables) visit(table, []);
  return [...ordered.values()];
}

const PAGE = 500;

/**
 * Rows of a table as JSON, page by page by its key: never more than a page is held, and no transaction stays open.
 * Tables are read in the order of their keys, so the same rows always give the same text.
 */
export async function* rowsOf(ctx: Context, table: Table): AsyncGenerator<string[]> {
  const key = sql.join(table.key.map((column) => sql.ref(column)));
  const shown = sql.join(shownColumns(table).map((column) => sql.ref(column)));
  let after: string | undefined;
  for (;;) {
    const behind =
      after === undefined
        ? sql`true`
        : sql`(${key}) > (select ${key} from jsonb_populate_record(null::${sql.table(table.name)}, ${after}::jsonb))`;
    const page = await rows<{ row: string }>(
      ctx.db,
      sql<{ row: string }>`select to_jsonb(t)::text as row from
        (select ${shown} from ${sql.table(table.name)} where ${behind} and ${ownOnly[table.name] ?? sql`true`} order by ${key} limit ${PAGE}) t`,
    );
    if (page.length > 0) yield page.map(({ row }) => row);
    if (page.length < PAGE) return;
    after = page.at(-1)?.row;
  }
}
