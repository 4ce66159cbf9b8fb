import type { Context } from "@mechanicbuddy/platform/context";
import { one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

/** A file of entries that left the table. */
export interface Archive {
  id: string;
  firstSeq: number;
  lastSeq: number;
  entries: number;
  firstAt: string;
  lastAt: string;
  fileId: string;
  /** Hexadecimal. */
  sha256: string;
}

/** All archives, the oldest first. */
export function list(ctx: Context): Promise<Archive[]> {
  return rows(
    ctx.db,
    sql<Archive>`select id, first_seq::float8 as "firstSeq", last_seq::float8 as "lastSeq", entries,
        first_at as "firstAt", last_at as "lastAt", file_id as "fileId", encode(sha256, 'hex') as sha256
      from audit_archives order by first_seq`,
  );
}

/** The last entry that is in an archive; 0 before there is any. */
export async function archivedUntil(ctx: Context): Promise<number> {
  const found = await one<{ seq: number }>(
    ctx.db,
    sql`select coalesce(max(last_seq), 0)::float8 as seq from audit_archives`,
  );
  return found.seq;
}

/** Notes an archive and takes its entries, with the clear text beside them, out of the table. */
export async function save(ctx: Context, archive: Archive): Promise<void> {
  const { id, firstSeq, lastSeq, entries, firstAt, lastAt, fileId, sha256 } = archive;
  await run(
    ctx.db,
    sql`insert into audit_archives (id, first_seq, last_seq, entries, first_at, last_at, file_id, sha256, created_at)
      values (${id}, ${firstSeq}, ${lastSeq}, ${entries}, ${firstAt}::timestamptz, ${lastAt}::timestamptz, ${fileId},
        decode(${sha256}, 'hex'), ${ctx.now()})`,
  );
  await run(ctx.db, sql`select leave_to_archive(${id})`);
}
