import { type Client, escapeIdentifier } from "pg";

/** The same rows give the same text on every server. */
export const sameText = `set datestyle = 'ISO, MDY'; set timezone = 'UTC'; set intervalstyle = 'postgres';
  set extra_float_digits = 1; set bytea_output = 'hex'; set statement_timeout = 0; set lock_timeout = '30s'`;

export interface StoredTable {
  name: string;
  /** Columns that are stored; what the database derives is derived again. */
  columns: string[];
  key: string[];
}

/** Tables of a schema in order of their names. Which migrations ran is noted by migrating. */
export async function storedTables(client: Client, schema: string): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable>(
    `select c.relname as name,
        array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
          and not a.attisdropped and a.attgenerated = '' order by a.attname) as columns,
        array(select a.attname::text from pg_index i cross join unnest(i.indkey::int[]) with ordinality k(n, o)
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n
          where i.indrelid = c.oid and i.indisprimary order by k.o) as key
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relkind = 'r' and c.relname <> 'migrations' order by c.relname collate "C"`,
    [schema],
  );
  return rows;
}

const list = (columns: readonly string[]) => columns.map(escapeIdentifier).join(", ");
const place = (schema: string, table: string) => `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;

/** All rows in the order of their key, so that equal tables give equal bytes. */
export function copyOutStatement(schema: string, { name, columns, key }: StoredTable): string {
  const order = key.length > 0 ? list(key) : `t::text collate "C"`;
  return `copy (select ${list(columns)} from ${place(schema, name)} t order by ${order}) to stdout`;
}

export function copyInStatement(schema: string, { name, columns }: Pick<StoredTable, "name" | "columns">): string {
  return `copy ${place(schema, name)} (${list(columns)}) from stdin`;
}
