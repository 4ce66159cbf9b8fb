import { createHash, type Hash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Context } from "@mechanicbuddy/platform/context";
import { one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { ZipFile } from "yazl";
import { rowsOf, type Table, tablesOf } from "./tables.ts";

export interface Manifest {
  format: 2;
  madeAt: string;
  tables: { name: string; rows: number; sha256: string }[];
  /** ZIPs of uploads, each named by its hash; one for each first digit that occurs. */
  bundles: { name: string; files: number; bytes: number; sha256: string }[];
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

/**
 * Packs everything into a ZIP on disk. One row page and one chunk of a file are all that is ever held; uploads lie in
 * ZIPs of their own inside, so that the list of a quarter of a million files is not held either.
 */
export async function pack(ctx: Context, watch: Watch): Promise<Archive> {
  const path = join(tmpdir(), `mechanicbuddy-${randomUUID()}.zip`);
  const done = () => rm(path, { force: true });
  const zip = new ZipFile();
  const hash = createHash("sha256");
  try {
    await Promise.all([
      fill(ctx, zip, watch).catch((error) => zip.outputStream.emit("error", error)),
      pipeline(zip.outputStream as Readable, hashed(hash), createWriteStream(path, { mode: 0o600 })),
    ]);
    return { path, bytes: (await stat(path)).size, sha256: hash.digest("hex"), done };
  } catch (error) {
    await done();
    throw error;
  }
}

async function fill(ctx: Context, zip: ZipFile, watch: Watch): Promise<void> {
  const manifest: Manifest = { format: 2, madeAt: ctx.now().toISOString(), tables: [], bundles: [] };
  const tables = await tablesOf(ctx);
  // What refers to something before what it refers to: a row made meanwhile never refers to nothing.
  for (const table of tables.toReversed()) {
    const text = textOf(ctx, table, manifest, { ...watch, of: tables.length });
    await add(ctx, zip, `tables/${table.name}.ndjson`, text, true);
  }
  for (const digit of "0123456789abcdef") {
    const hashes = await hashesOf(ctx, digit);
    if (hashes.length === 0) continue;
    const name = `files/${digit}.zip`;
    await add(ctx, zip, name, bundleOf(ctx, name, hashes, manifest, watch.signal), false);
  }
  await add(ctx, zip, "manifest.json", once(JSON.stringify(manifest, null, 2)), true);
  zip.end();
}

/** Adds an entry and waits until it is written. */
function add(
  ctx: Context,
  zip: ZipFile,
  name: string,
  content: AsyncGenerator<Buffer>,
  compress: boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.addReadStreamLazy(name, { compress, mtime: ctx.now() }, (take) => {
      take(null, Readable.from(content, { objectMode: false }).on("end", resolve).on("error", reject));
    });
  });
}

function hashed(hash: Hash) {
  return async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      hash.update(chunk);
      yield chunk;
    }
  };
}

/** Uploads whose hash begins with one digit, as a ZIP of their own. */
async function* bundleOf(
  ctx: Context,
  name: string,
  hashes: readonly string[],
  manifest: Manifest,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const hash = createHash("sha256");
  let bytes = 0;
  const filling = (async () => {
    for (const sha256 of hashes) {
      signal?.throwIfAborted();
      await add(ctx, zip, sha256, contentOf(ctx, sha256), false);
    }
    zip.end();
  })();
  filling.catch((error) => zip.outputStream.emit("error", error));
  for await (const chunk of zip.outputStream as Readable) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  manifest.bundles.push({ name, files: hashes.length, bytes, sha256: hash.digest("hex") });
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

async function* contentOf(ctx: Context, sha256: string): AsyncGenerator<Buffer> {
  yield* await ctx.instance.files.get(ctx, sha256);
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/**
 * Contents whose hash begins with a hexadecimal digit, each once however many files share it, as one value: rows of a
 * quarter of a million would be held many times over. Archives themselves and tables on their way in are left out.
 */
async function hashesOf(ctx: Context, digit: string): Promise<string[]> {
  const { all } = await one<{ all: string | null }>(
    ctx.db,
    sql<{ all: string | null }>`select string_agg(hash, ' ' order by hash) as all from (
      select distinct encode(h, 'hex') as hash from files f
        cross join unnest(array[f.sha256, f.medium_sha256, f.small_sha256]) h
        where get_byte(h, 0) >> 4 = ${Number.parseInt(digit, 16)}::integer
          and f.owner_kind is distinct from 'export' and f.owner_kind is distinct from 'import') found`,
  );
  return all === null ? [] : all.split(" ");
}
