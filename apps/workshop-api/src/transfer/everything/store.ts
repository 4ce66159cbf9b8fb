import type { Export } from "@mechanicbuddy/contract/everything";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { db } from "../../database.ts";

const columns = sql`id, state, tables_done as "tablesDone", tables_total as "tablesTotal", rows_done::float8 as "rowsDone",
  bytes::float8 as bytes, encode(sha256, 'hex') as sha256, created_at as "createdAt", expires_at as "expiresAt"`;

export function list(ctx: Context): Promise<Export[]> {
  return rows(ctx.db, sql<Export>`select ${columns} from exports order by id desc limit 20`);
}

export function find(ctx: Context, id: string): Promise<(Export & { fileId: string | null }) | undefined> {
  return maybeOne(
    ctx.db,
    sql<Export & { fileId: string | null }>`select ${columns}, file_id as "fileId" from exports where id = ${id}`,
  );
}

/** False when one is under way already. */
export async function insert(ctx: Context, id: string): Promise<boolean> {
  const inserted = await run(
    ctx.db,
    sql`insert into exports (id, created_by, created_at) values (${id}, ${ctx.actor.userId ?? null}, ${ctx.now()})
      on conflict do nothing`,
  );
  return inserted === 1;
}

export interface Progress {
  state?: Export["state"];
  tablesDone?: number;
  tablesTotal?: number;
  rowsDone?: number;
}

export function note(
  ctx: Context,
  id: string,
  { state, tablesDone, tablesTotal, rowsDone }: Progress,
): Promise<number> {
  return run(
    ctx.db,
    db
      .updateTable("exports")
      .set({
        ...(state === undefined ? {} : { state }),
        ...(tablesDone === undefined ? {} : { tables_done: tablesDone }),
        ...(tablesTotal === undefined ? {} : { tables_total: tablesTotal }),
        ...(rowsDone === undefined ? {} : { rows_done: rowsDone }),
      })
      .where("id", "=", id),
  );
}

export interface Packed {
  fileId: string;
  bytes: number;
  sha256: string;
  expiresAt: string;
}

export function finish(ctx: Context, id: string, { fileId, bytes, sha256, expiresAt }: Packed): Promise<number> {
  return run(
    ctx.db,
    sql`update exports set state = 'done', file_id = ${fileId}, bytes = ${bytes}, sha256 = decode(${sha256}, 'hex'),
      expires_at = ${expiresAt} where id = ${id} and state = 'running'`,
  );
}

/** Archives whose days are over; returns the files to let go of. */
export async function expire(ctx: Context): Promise<string[]> {
  const gone = await rows<{ fileId: string }>(
    ctx.db,
    sql<{
      fileId: string;
    }>`with old as (select id, file_id from exports where state = 'done' and expires_at < ${ctx.now()}),
        closed as (update exports e set state = 'gone', file_id = null from old where e.id = old.id)
      select file_id as "fileId" from old`,
  );
  return gone.map(({ fileId }) => fileId);
}
