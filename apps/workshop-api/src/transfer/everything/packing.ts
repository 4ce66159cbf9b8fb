import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Context } from "@mechanicbuddy/platform/context";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { ZipFile } from "yazl";
import { rowsOf, type Table, tablesOf } from "./tables.ts";

export interface Manifest {
  format: 1;
  madeAt: string;
  tables: { name: string; rows: number; sha256: string }[];
  files: { sha256: string; bytes: number }[];
}

/** A file of its own while it is made; `done` removes it. */
export interface Archive {
  path: string;
  bytes: number;
  sha256: string;
  done: () => Promise<void>;
}

interface Watch {
  signal: AbortSignal | undefined;
  onTable: (done: { tables: number; of: number; rows: number }) => Promise<unknown>;
}

/** Packs everything into a ZIP on disk. One row page and one chunk of a file are all that is ever held. */
export async function pack(ctx: Context, watch: Watch): Promise<Archive> {
  const path = join(tmpdir(), `mechanicbuddy-${randomUUID()}.zip`);
  const done = () => rm(path, { force: true });
  const [tables, hashes] = await Promise.all([tablesOf(ctx), hashesOf(ctx)]);
  const zip = new ZipFile();
  const manifest: Manifest = { format: 1, madeAt: ctx.now().toISOString(), tables: [], files: [] };
  const entries: { name: string; content: () => AsyncGenerator<Buffer>; compress: boolean }[] = [
    // What refers to something before what it refers to: a row made meanwhile never refers to nothing.
    ...tables.toReversed().map((table) => ({
      name: `tables/${table.name}.ndjson`,
      content: () => textOf(ctx, table, manifest, { ...watch, of: tables.length }),
      compress: true,
    })),
    ...hashes.map((hash) => ({
      name: `files/${hash}`,
      content: () => contentOf(ctx, hash, manifest, watch.signal),
      compress: false,
    })),
    { name: "manifest.json", content: () => once(() => JSON.stringify(manifest, null, 2)), compress: true },
  ];
  for (const { name, content, compress } of entries) {
    const mtime = ctx.now();
    zip.addReadStreamLazy(name, { compress, mtime }, (take) => {
      const stream = Readable.from(content(), { objectMode: false });
      stream.on("error", (error) => zip.outputStream.emit("error", error));
      take(null, stream);
    });
  }
  zip.end();
  try {
    const hash = createHash("sha256");
    await pipeline(
      zip.outputStream as Readable,
      async function* (source: AsyncIterable<Buffer>) {
        for await (const chunk of source) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(path, { mode: 0o600 }),
    );
    return { path, bytes: (await stat(path)).size, sha256: hash.digest("hex"), done };
  } catch (error) {
    await done();
    throw error;
  }
}

export const bytesOf = ({ path }: Archive): Readable => createReadStream(path);

async function* textOf(
  ctx: Context,
  table: Table,
  manifest: Manifest,
  { signal, onTable, of }: Watch & { of: number },
): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  let count = 0;
  for await (const page of rowsOf(ctx, table)) {
    signal?.throwIfAborted();
    const text = Buffer.from(page.map((row) => `${row}\n`).join(""));
    hash.update(text);
    count += page.length;
    yield text;
  }
  manifest.tables.push({ name: table.name, rows: count, sha256: hash.digest("hex") });
  await onTable({
    tables: manifest.tables.length,
    of,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
  });
}

async function* contentOf(
  ctx: Context,
  sha256: string,
  manifest: Manifest,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of await ctx.instance.files.get(ctx, sha256)) {
    signal?.throwIfAborted();
    bytes += (chunk as Buffer).length;
    yield chunk as Buffer;
  }
  manifest.files.push({ sha256, bytes });
}

async function* once(text: () => string): AsyncGenerator<Buffer> {
  yield Buffer.from(text());
}

/** Every content once, however many files share it; archives themselves and tables on their way in are left out. */
async function hashesOf(ctx: Context): Promise<string[]> {
  const found = await rows<{ hash: string }>(
    ctx.db,
    sql<{ hash: string }>`select distinct encode(h, 'hex') as hash from files f
      cross join unnest(array[f.sha256, f.medium_sha256, f.small_sha256]) h
      where h is not null and coalesce(f.owner_kind, '') not in ('export', 'import', 'customer_export') order by 1`,
  );
  return found.map(({ hash }) => hash);
}
