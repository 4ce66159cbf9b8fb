import type { Client } from "pg";

interface Column {
  table_name: string;
  column_name: string;
  udt_name: string;
  is_nullable: "YES" | "NO";
  column_default: string | null;
  is_identity: "YES" | "NO";
  is_generated: "ALWAYS" | "NEVER";
}

const types: Record<string, string> = {
  int2: "number",
  int4: "number",
  int8: "number",
  bool: "boolean",
  bytea: "Buffer",
  jsonb: "Json",
  _text: "string[]",
  _uuid: "string[]",
};

/** TypeScript types of a schema's tables for the query builder, as `columnTypes` delivers the values. */
export async function schemaTypes(client: Client, schema: string): Promise<string> {
  const { rows } = await client.query<Column>(
    `select table_name, column_name, udt_name, is_nullable, column_default, is_identity, is_generated
     from information_schema.columns where table_schema = $1 and table_name <> 'migrations'
     order by table_name, ordinal_position`,
    [schema],
  );
  const tables = Map.groupBy(rows, (row) => row.table_name);
  const bodies = [...tables].map(
    ([table, columns]) => `  ${table}: {\n${columns.map((column) => `    ${line(column)}`).join("\n")}\n  };`,
  );
  return `// Written by "npm run schema" from the migrations. Do not edit.
import type { ColumnType, Generated } from "kysely";

type Json = ColumnType<unknown, string | null, string | null>;
type OptionalJson = ColumnType<unknown, string | undefined, string>;

/** Columns of a workshop's tables. Json is written as text, timestamps and dates as strings. */
export interface Schema {
${bodies.join("\n")}
}
`;
}

function line(column: Column): string {
  const type = types[column.udt_name] ?? "string";
  const full = column.is_nullable === "YES" ? `${type} | null` : type;
  if (column.is_generated === "ALWAYS") return `${column.column_name}: ColumnType<${full}, never, never>;`;
  if (type === "Json" && column.column_default !== null) return `${column.column_name}: OptionalJson;`;
  const optional = column.column_default !== null || column.is_identity === "YES";
  return `${column.column_name}: ${optional ? `Generated<${full}>` : full};`;
}
