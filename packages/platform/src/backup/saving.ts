import { createHash } from "node:crypto";
import { Client, escapeLiteral } from "pg";
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
  return withClient(owner, async (lead) => {
    await lead.query("begin transaction isolation level repeatable read, read only");
    const exported = await lead.query<{ snapshot: string }>("select pg_export_snapshot() as snapshot");
    const found = await lead.query<{ id: string; version: string; registry: Record<string, unknown>; at: Date }>(
      `select t.id, t.schema_version as version, to_jsonb(t) - 'id' - 'schema_version' as registry, now() as at
        from instance.tenants t where t.state not in ('spare', 'preparing') and ($1::text is null or t.id = $1) order by t.id`,
      [only ?? null],
    );
    if (only !== undefined && found.rowCount === 0) throw new BackupRefused(`There is no workshop ${only} here.`);
    async function* entries() {
      const tenants: SavedTenant[] = [];
      for (const { id, version, registry } of found.rows) {
        const client = await readerOf(owner, exported.rows[0]?.snapshot ?? "");
        try {
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
        } finally {
          await client.end();
        }
      }
      const madeAt = (found.rows[0]?.at ?? new Date()).toISOString();
      return { format: 1, release, madeAt, tenants } as const satisfies Manifest;
    }
    return writeArchive(path, entries());
  });
}

/** A connection that sees the same moment. One for each workshop: together their locks are more than a server holds. */
async function readerOf(owner: Owner, snapshot: string): Promise<Client> {
  const client = new Client({ ...owner, connectionTimeoutMillis: 5_000 });
  await client.connect();
  await client.query(sameText);
  await client.query("begin transaction isolation level repeatable read, read only");
  await client.query(`set transaction snapshot ${escapeLiteral(snapshot)}`);
  return client;
}

async function sequencesOf(client: Client, schema: string): Promise<Record<string, string | null>> {
  const { rows } = await client.query<{ name: string; last: string | null }>(
    "select sequencename as name, last_value::text as last from pg_sequences where schemaname = $1 order by 1",
    [schema],
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}
