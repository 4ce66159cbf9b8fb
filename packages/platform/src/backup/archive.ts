import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createZstdCompress, createZstdDecompress } from "node:zlib";
import { rowsIn } from "./copy.ts";

/** One table of one workshop. */
export interface SavedTable {
  name: string;
  columns: string[];
  rows: number;
  /** Of the rows in COPY format, ordered by key. */
  sha256: string;
}

export interface SavedTenant {
  id: string;
  schemaVersion: string;
  /** The registry's row without id and version. */
  registry: Record<string, unknown>;
  tables: SavedTable[];
  /** Last value of each sequence, null where none was taken. */
  sequences: Record<string, string | null>;
}

/** What an archive says about itself; it stands at its end, so half an archive has none. */
export interface Manifest {
  format: 1;
  release: string;
  /** Time of the snapshot, ISO UTC. */
  madeAt: string;
  tenants: SavedTenant[];
}

/** An archive that cannot be trusted, or a place it must not go to. Nothing was changed. */
export class BackupRefused extends Error {}

interface Entry {
  name: string;
  bytes: Buffer;
}

const BLOCK = 512;
const MANIFEST = "manifest.json";

/** Name of a part of a table's rows: many entries follow each other, as their size is not known before. */
export const partOf = (tenant: string, table: string) => `${tenant}/${table}.copy`;

/** Writes entries and, behind them, what they came to. The file is on the disk when this returns. */
export async function writeArchive(path: string, entries: AsyncGenerator<Entry, Manifest>): Promise<Manifest> {
  let manifest: Manifest | undefined;
  async function* tar(): AsyncGenerator<Buffer> {
    let step = await entries.next();
    for (; step.done !== true; step = await entries.next()) yield* blocksOf(step.value);
    manifest = step.value;
    yield* blocksOf({ name: MANIFEST, bytes: Buffer.from(JSON.stringify(manifest)) });
    yield Buffer.alloc(2 * BLOCK);
  }
  await pipeline(tar, createZstdCompress(), createWriteStream(path, { mode: 0o600, flags: "wx" }));
  const file = await open(path, "r+");
  await file.sync().finally(() => file.close());
  return manifest as Manifest;
}

function* blocksOf({ name, bytes }: Entry): Generator<Buffer> {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, "utf8");
  const put = (value: number, at: number, length: number) =>
    header.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at, "latin1");
  put(0o600, 100, 8);
  put(0, 108, 8);
  put(0, 116, 8);
  put(bytes.length, 124, 12);
  put(0, 136, 12);
  header.write("        0", 148, "latin1");
  header.write("ustar\u000000", 257, "latin1");
  header.write(`${checksum(header).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  yield header;
  yield bytes;
  yield Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK);
}

const checksum = (header: Buffer) => header.reduce((sum, byte) => sum + byte, 0);

/** The entries of an archive, one after the other. @throws BackupRefused when it is not one, or is damaged */
export async function* readArchive(path: string): AsyncGenerator<Entry> {
  const source = createReadStream(path);
  const unpacked = createZstdDecompress();
  source.on("error", (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  const reader = bytesFrom(unpacked);
  try {
    for (;;) {
      const header = await reader.take(BLOCK);
      if (header.every((byte) => byte === 0)) return;
      const kept = header.toString("latin1", 148, 156);
      const stated = Number.parseInt(kept, 8);
      header.write("        ", 148, "latin1");
      if (checksum(header) !== stated)
        throw new BackupRefused("The archive is damaged: one of its headers is not intact.");
      const size = Number.parseInt(header.toString("latin1", 124, 135), 8);
      const bytes = await reader.take(size);
      await reader.take((BLOCK - (size % BLOCK)) % BLOCK);
      yield { name: header.toString("utf8", 0, 100).replace(/\0.*$/s, ""), bytes };
    }
  } catch (error) {
    if (error instanceof BackupRefused) throw error;
    const { code = "unreadable" } = error as NodeJS.ErrnoException;
    throw new BackupRefused(`This is not an archive of ours, or it is damaged (${code}).`);
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

function bytesFrom(stream: AsyncIterable<Buffer>) {
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Buffer[] = [];
  let held = 0;
  return {
    async take(size: number): Promise<Buffer> {
      while (held < size) {
        const { value, done } = await chunks.next();
        if (done === true) throw new BackupRefused("The archive is damaged: it ends too early.");
        rest.push(value);
        held += value.length;
      }
      const all = rest.length === 1 ? (rest[0] as Buffer) : Buffer.concat(rest);
      rest = [all.subarray(size)];
      held -= size;
      return Buffer.from(all.subarray(0, size));
    },
  };
}

/** Reads all of an archive and compares every table with what its end says. @throws BackupRefused at the first difference */
export async function verifyArchive(path: string): Promise<Manifest> {
  const hashes = new Map<string, { hash: ReturnType<typeof createHash>; rows: number }>();
  let manifest: Manifest | undefined;
  for await (const { name, bytes } of readArchive(path)) {
    if (name === MANIFEST) manifest = JSON.parse(bytes.toString("utf8")) as Manifest;
    else {
      const found = hashes.get(name) ?? { hash: createHash("sha256"), rows: 0 };
      found.hash.update(bytes);
      found.rows += rowsIn(bytes);
      hashes.set(name, found);
    }
  }
  if (manifest === undefined) throw new BackupRefused("The archive is damaged: its end is missing.");
  if (manifest.format !== 1) throw new BackupRefused("The archive is of a format this release does not know.");
  for (const { id, tables } of manifest.tenants) {
    for (const { name, rows, sha256 } of tables) {
      const found = hashes.get(partOf(id, name)) ?? { hash: createHash("sha256"), rows: 0 };
      if (found.rows !== rows || found.hash.digest("hex") !== sha256)
        throw new BackupRefused(`The archive is damaged: ${name} of ${id} is not what its end says.`);
    }
  }
  return manifest;
}
