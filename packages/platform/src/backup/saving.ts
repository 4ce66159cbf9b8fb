import { createHash } from "node:crypto";
import type { Client } from "pg";
import { type Owner, withClient } from "../database/bootstrap.ts";
import { tenantLogin } from "../database/provision.ts";
import { BackupRefused, type Manifest, partOf, type SavedTenant, writeArchive } from "./archive.ts";
import { copyOut, rowsIn } from "./copy.ts";
import { copyOutStatement, sameText, storedTables } from "./tables.ts";

interface Saving {
  owner: Owner;
  /** Where the archive goes; the file must not exist. */
  path: string;
  release: string;
  /** All workshops unless said. */
  only?: string;
}

/** Saves workshops as of one moment, while everybody works on. Spares and what is being made are left out. */
export async function save({ owner, path, release, only }: Saving): Promise<Manifest> {
  return withClient(owner, async (client) => {
    await client.query(sameText);
    await client.query("begin transaction isolation level repeatable read, read only");
    const found = await client.query<{ id: string; version: string; registry: Record<string, unknown>; at: Date }>(
      `select t.id, t.schema_version as version, to_jsonb(t) - 'id' - 'schema_version' as registry, now() as at
        from instance.tenants t where t.state not in ('spare', 'preparing') and ($1::text is null or t.id = $1) order by t.id`,
      [only ?? null],
    );
    if (only !== undefined && found.rowCount === 0) throw new BackupRefused(`There is no workshop ${only} here.`);
    async function* entries() {
      const tenants: SavedTenant[] = [];
      for (const { id, version, registry } of found.rows) {
        const saved: SavedTenant = { id, schemaVersion: version, registry, tables: [], sequences: {} };
        for (const table of await storedTables(client, tenantLogin(id))) {
          const hash = createHash("sha256");
          let rows = 0;
          for await (const bytes of copyOut(client, copyOutStatement(tenantLogin(id), table))) {
            hash.update(bytes);
            rows += rowsIn(bytes);
            yield { name: partOf(id, table.name), bytes };
          }
          saved.tables.push({ name: table.name, columns: table.columns, rows, sha256: hash.digest("hex") });
        }
        saved.sequences = await sequencesOf(client, tenantLogin(id));
        tenants.push(saved);
      }
      const madeAt = (found.rows[0]?.at ?? new Date()).toISOString();
      return { format: 1, release, madeAt, tenants } as const satisfies Manifest;
    }
    return writeArchive(path, entries());
  });
}

async function sequencesOf(client: Client, schema: string): Promise<Record<string, string | null>> {
  const { rows } = await client.query<{ name: string; last: string | null }>(
    "select sequencename as name, last_value::text as last from pg_sequences where schemaname = $1 order by 1",
    [schema],
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}
