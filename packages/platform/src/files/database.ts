import { Readable } from "node:stream";
import { notFound } from "@mechanicbuddy/contract/problem";
import { sql } from "kysely";
import { type Db, maybeOne, one, run } from "../database/statement.ts";
import type { FileStore } from "../files.ts";

const CHUNK_BYTES = 256 * 1024;
const PART_BYTES = 1024 * 1024;

/** Keeps files in the tenant's own tables, so one backup of the schema holds everything. */
export function databaseStore(): FileStore {
  return {
    put: async ({ db }, { sha256, bytes }) => {
      if (bytes instanceof Readable) await putStream(db, sha256, bytes);
      else await putWhole(db, sha256, Buffer.from(bytes));
    },
    get: async ({ db }, sha256) => {
      const found = await maybeOne<{ size: number; start: Buffer }>(
        db,
        sql`select octet_length(content) as size, substring(content from 1 for ${CHUNK_BYTES}::integer) as start
          from file_contents where sha256 = ${hash(sha256)}`,
      );
      if (found === undefined) throw notFound();
      const content = found.size === 0 ? parts(db, sha256) : chunks(db, sha256, found);
      return Readable.from(content, { objectMode: false });
    },
    delete: async ({ db }, sha256, olderThan) => {
      const old = olderThan === undefined ? sql`true` : sql`created_at < ${olderThan.toISOString()}::timestamptz`;
      await run(db, sql`delete from file_contents where sha256 = ${hash(sha256)} and ${old}`);
    },
  };
}

/** True when the bytes were not there before. */
async function putWhole(db: Db, sha256: string, content: Buffer): Promise<boolean> {
  const { isNew } = await one<{ isNew: boolean }>(
    db,
    sql`insert into file_contents (sha256, content) values (${hash(sha256)}, ${content})
      on conflict (sha256) do update set created_at = now() returning xmax = 0 as "isNew"`,
  );
  return isNew;
}

/** A short stream is one row; a longer one comes in part by part, inside the caller's transaction. */
async function putStream(db: Db, sha256: string, bytes: Readable): Promise<void> {
  let n = 0;
  for await (const part of partsOf(bytes)) {
    if (n === 0 && part.length < PART_BYTES) {
      await putWhole(db, sha256, part);
      return;
    }
    if (n === 0 && !(await putWhole(db, sha256, Buffer.alloc(0)))) return;
    await run(db, sql`insert into file_parts (sha256, n, content) values (${hash(sha256)}, ${n}, ${part})`);
    n += 1;
  }
  if (n === 0) await putWhole(db, sha256, Buffer.alloc(0));
}

/** The stream cut into parts of one size; the last may be shorter. A part is only good until the next is asked for. */
async function* partsOf(bytes: Readable): AsyncGenerator<Buffer> {
  const part = Buffer.allocUnsafe(PART_BYTES);
  let size = 0;
  for await (const chunk of bytes) {
    const read = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = 0; at < read.length; ) {
      const copied = read.copy(part, size, at);
      at += copied;
      size += copied;
      if (size < PART_BYTES) continue;
      yield part;
      size = 0;
    }
  }
  if (size > 0) yield part.subarray(0, size);
}

async function* parts(db: Db, sha256: string): AsyncGenerator<Buffer> {
  for (let n = 0; ; n += 1) {
    const part = await maybeOne<{ content: Buffer }>(
      db,
      sql`select content from file_parts where sha256 = ${hash(sha256)} and n = ${n}`,
    );
    if (part === undefined) return;
    yield part.content;
  }
}

/** The column is stored uncompressed, so PostgreSQL reads only the part that is asked for. */
async function* chunks(
  db: Db,
  sha256: string,
  { size, start }: { size: number; start: Buffer },
): AsyncGenerator<Buffer> {
  yield start;
  for (let offset = start.length; offset < size; offset += CHUNK_BYTES) {
    const { part } = await one<{ part: Buffer }>(
      db,
      sql`select substring(content from ${offset + 1}::integer for ${CHUNK_BYTES}::integer) as part
        from file_contents where sha256 = ${hash(sha256)}`,
    );
    yield part;
  }
}

function hash(sha256: string): Buffer {
  return Buffer.from(sha256, "hex");
}
