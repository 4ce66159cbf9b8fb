import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import type { Manifest } from "./packing.ts";
import { shownColumns, type Table, tablesOf } from "./tables.ts";

const BATCH = 500;

/**
 * Brings an archive of everything into a workshop that is empty: the same rows under the same ids, and all files. All of
 * it or nothing: the whole archive is read and compared with its manifest before anything is touched. People set their
 * passwords anew, because an archive holds none.
 */
export async function restore(ctx: Context, path: string): Promise<Manifest> {
  const zip = await openPromise(path, { autoClose: false }).catch(() => {
    throw new Refusal("conflict", "This is not an archive of everything: it cannot be read as a ZIP.");
  });
  try {
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    const manifest = await manifestOf(zip, entries);
    for (const { name, sha256 } of manifest.tables) await compare(zip, entries, `tables/${name}.ndjson`, sha256);
    for (const { name, sha256 } of manifest.bundles) await compare(zip, entries, name, sha256);
    return await inTransaction(ctx, async (ctx) => {
      await refuseUnlessEmpty(ctx);
      await refill(ctx, zip, entries, manifest);
      for (const bundle of manifest.bundles) await unpack(ctx, zip, entries, bundle);
      return manifest;
    });
  } finally {
    zip.close();
  }
}

async function manifestOf(zip: ZipFile, entries: Map<string, Entry>): Promise<Manifest> {
  const manifest = JSON.parse((await buffer(await streamOf(zip, entries, "manifest.json"))).toString()) as Manifest;
  if (manifest.format !== 2) throw new Refusal("conflict", "The archive is of another version.");
  return manifest;
}

async function streamOf(zip: ZipFile, entries: Map<string, Entry>, name: string): Promise<Readable> {
  const entry = entries.get(name);
  if (entry === undefined) throw broken(name);
  return (await zip.openReadStreamPromise(entry)) as Readable;
}

/** Reads an entry to its end and compares its hash. */
async function compare(zip: ZipFile, entries: Map<string, Entry>, name: string, sha256: string): Promise<void> {
  const hash = createHash("sha256");
  for await (const chunk of await streamOf(zip, entries, name)) hash.update(chunk);
  if (hash.digest("hex") !== sha256) throw broken(name);
}

async function refill(ctx: Context, zip: ZipFile, entries: Map<string, Entry>, manifest: Manifest): Promise<void> {
  const tables = await tablesOf(ctx);
  const unknown = manifest.tables.find(({ name }) => !tables.some((table) => table.name === name));
  if (unknown !== undefined) throw new Refusal("conflict", `The archive is of another version: ${unknown.name}.`);
  for (const table of tables.toReversed()) {
    if (table.mayDelete) await run(ctx.db, sql`delete from ${sql.table(table.name)}`);
  }
  for (const table of tables) {
    const listed = manifest.tables.find(({ name }) => name === table.name);
    if (listed === undefined) continue;
    let count = 0;
    // Rows that refer to each other come in together.
    const size = table.isNested ? Number.POSITIVE_INFINITY : BATCH;
    let batch: string[] = [];
    for await (const line of createInterface({ input: await streamOf(zip, entries, `tables/${table.name}.ndjson`) })) {
      count += 1;
      batch.push(line);
      if (batch.length >= size) {
        await insert(ctx, table, batch);
        batch = [];
      }
    }
    await insert(ctx, table, batch);
    if (count !== listed.rows) throw broken(table.name);
  }
}

/** Brings in the uploads of one inner ZIP, by way of a file: a ZIP is read from its end. */
async function unpack(
  ctx: Context,
  zip: ZipFile,
  entries: Map<string, Entry>,
  { name, files }: Manifest["bundles"][number],
): Promise<void> {
  const path = join(tmpdir(), `mechanicbuddy-${randomUUID()}.zip`);
  try {
    await pipeline(await streamOf(zip, entries, name), createWriteStream(path, { mode: 0o600 }));
    const inner = await openPromise(path, { autoClose: false });
    try {
      let count = 0;
      for await (const one of inner.eachEntry()) {
        const bytes = await buffer((await inner.openReadStreamPromise(one)) as Readable);
        if (createHash("sha256").update(bytes).digest("hex") !== one.fileName) throw broken(`${name}/${one.fileName}`);
        await ctx.instance.files.put(ctx, { sha256: one.fileName, bytes, mediaType: "application/octet-stream" });
        count += 1;
      }
      if (count !== files) throw broken(name);
    } finally {
      inner.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}

async function insert(ctx: Context, table: Table, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const columns = sql.join(shownColumns(table).map((column) => sql.ref(column)));
  await run(
    ctx.db,
    sql`insert into ${sql.table(table.name)} (${columns}) overriding system value
      select ${columns} from jsonb_populate_recordset(null::${sql.table(table.name)}, ${`[${lines.join(",")}]`}::jsonb)`,
  );
}

const broken = (name: string) =>
  new Refusal("conflict", `The archive is damaged: ${name} is not what its manifest says.`);

async function refuseUnlessEmpty(ctx: Context): Promise<void> {
  const found = await one<{ inUse: boolean }>(
    ctx.db,
    sql<{ inUse: boolean }>`select exists (select from customers) or exists (select from vehicles)
      or exists (select from work_orders) or exists (select from users) as "inUse"`,
  );
  if (found.inUse) throw new Refusal("conflict", "An archive is brought into an empty workshop only.");
}
