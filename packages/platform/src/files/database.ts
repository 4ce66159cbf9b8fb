import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { notFound } from "@mechanicbuddy/contract/problem";
import { sql } from "kysely";
import { type Db, maybeOne, one, run } from "../database/statement.ts";
import type { FileStore } from "../files.ts";

const CHUNK_BYTES = 256 * 1024;

/** Keeps files in the tenant's own table, so one backup of the schema holds everything. */
export function databaseStore(): FileStore {
  return {
    put: async ({ db }, { sha256, bytes }) => {
      const content = bytes instanceof Readable ? await buffer(bytes) : Buffer.from(bytes);
      await run(
        db,
        sql`insert into file_contents (sha256, content) values (${hash(sha256)}, ${content})
          on conflict (sha256) do update set created_at = now()`,
      );
    },
    get: async ({ db }, sha256) => {
      const found = await maybeOne<{ size: number; start: Buffer }>(
        db,
        sql`select octet_length(content) as size, substring(content from 1 for ${CHUNK_BYTES}::integer) as start
          from file_contents where sha256 = ${hash(sha256)}`,
      );
      if (found === undefined) throw notFound();
      return Readable.from(chunks(db, sha256, found), { objectMode: false });
    },
    delete: async ({ db }, sha256, olderThan) => {
      const old = olderThan === undefined ? sql`true` : sql`created_at < ${olderThan.toISOString()}::timestamptz`;
      await run(db, sql`delete from file_contents where sha256 = ${hash(sha256)} and ${old}`);
    },
  };
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
