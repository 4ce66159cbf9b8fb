import type { Import, ImportKind, ImportRow, Mapping } from "@mechanicbuddy/contract/imports";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { db } from "../database.ts";
import type { Reading } from "./table.ts";

export const ROLLBACK_DAYS = 30;

const columns = sql`i.id, i.kind, i.mode, i.file_id as "fileId", f.name as "fileName", i.state, i.rows_done as "rowsDone",
  i.rows_total as "rowsTotal", i.created, i.updated, i.skipped, i.failed, i.warned, i.undone, i.kept, i.fault, i.mapping,
  i.encoding, i.delimiter, i.created_at as "createdAt", i.finished_at as "finishedAt",
  case when i.mode = 'run' and i.state in ('done', 'failed') and i.created + i.updated > 0
    then i.created_at + make_interval(days => ${ROLLBACK_DAYS}) end as "rollbackUntil"`;
const all = sql`select ${columns} from imports i join files f on f.id = i.file_id`;

export interface NewImport extends Reading {
  id: string;
  kind: ImportKind;
  mode: Import["mode"];
  fileId: string;
  mapping: Mapping;
}

export function insert(ctx: Context, { id, kind, mode, fileId, mapping, encoding, delimiter }: NewImport) {
  return run(
    ctx.db,
    db.insertInto("imports").values({
      id,
      kind,
      mode,
      file_id: fileId,
      mapping: JSON.stringify(mapping),
      encoding: encoding ?? null,
      delimiter: delimiter ?? null,
      created_by: ctx.actor.userId ?? null,
      created_at: ctx.now().toISOString(),
    }),
  );
}

export function find(ctx: Context, id: string): Promise<Import | undefined> {
  return maybeOne(ctx.db, sql<Import>`${all} where i.id = ${id}`);
}

export async function exists(ctx: Context, id: string): Promise<boolean> {
  return (await maybeOne(ctx.db, sql`select from imports where id = ${id}`)) !== undefined;
}

/** Held until the transaction ends, with who began it. */
export function lock(ctx: Context, id: string): Promise<(Import & { createdBy: string | null }) | undefined> {
  return maybeOne(
    ctx.db,
    sql<Import & { createdBy: string | null }>`select ${columns}, i.created_by as "createdBy"
      from imports i join files f on f.id = i.file_id where i.id = ${id} for update of i`,
  );
}

export function page(ctx: Context, { after, limit }: { after: { id: string } | undefined; limit: number }) {
  return rows<Import>(
    ctx.db,
    sql<Import>`${all} where ${after === undefined ? sql`true` : sql`i.id < ${after.id}::uuid`}
      order by i.id desc limit ${limit + 1}`,
  );
}

export function setState(
  ctx: Context,
  id: string,
  change: { state: Import["state"]; rowsTotal?: number; fault?: string; finished?: boolean },
): Promise<number> {
  const { state, rowsTotal, fault, finished } = change;
  return run(
    ctx.db,
    db
      .updateTable("imports")
      .set({
        state,
        ...(rowsTotal === undefined ? {} : { rows_total: rowsTotal }),
        ...(fault === undefined ? {} : { fault: fault.slice(0, 500) }),
        ...(finished ? { finished_at: ctx.now().toISOString() } : {}),
      })
      .where("id", "=", id),
  );
}

/** Begins from the first row again: what a trial found so far is found anew. */
export async function restart(ctx: Context, id: string): Promise<void> {
  await Promise.all([
    run(ctx.db, sql`delete from import_rows where import_id = ${id}`),
    run(
      ctx.db,
      sql`update imports set rows_done = 0, created = 0, updated = 0, skipped = 0, failed = 0, warned = 0 where id = ${id}`,
    ),
  ]);
}

export interface Done {
  row: number;
  outcome: ImportRow["outcome"];
  level: ImportRow["level"];
  label: string;
  entityId: string | null;
  entityVersion: number | null;
  before: Record<string, unknown> | null;
  problems: ImportRow["problems"];
}

/** Rows with what became of them, and the counters that go with them. */
export async function note(ctx: Context, id: string, done: readonly Done[]): Promise<void> {
  const count = (outcome: Done["outcome"]) => done.filter((row) => row.outcome === outcome).length;
  const warned = done.filter(({ level }) => level === "warning").length;
  await Promise.all([
    run(
      ctx.db,
      sql`insert into import_rows (import_id, row, outcome, level, label, entity_id, entity_version, before, problems)
        select ${id}, r.row, r.outcome, r.level, r.label, r."entityId", r."entityVersion", r.before, r.problems
        from jsonb_to_recordset(${JSON.stringify(done)}::jsonb) as r(row integer, outcome text, level text, label text,
          "entityId" uuid, "entityVersion" integer, before jsonb, problems jsonb)`,
    ),
    run(
      ctx.db,
      sql`update imports set rows_done = rows_done + ${done.length}, created = created + ${count("created")},
          updated = updated + ${count("updated")}, skipped = skipped + ${count("skipped")},
          failed = failed + ${count("failed")}, warned = warned + ${warned} where id = ${id}`,
    ),
  ]);
}

interface RowFilter {
  outcome?: ImportRow["outcome"] | undefined;
  level?: ImportRow["level"] | undefined;
  kept?: boolean | undefined;
}

export function rowsPage(
  ctx: Context,
  id: string,
  filter: RowFilter & { after: { row: number } | undefined; limit: number },
): Promise<ImportRow[]> {
  const { outcome, level, kept, after, limit } = filter;
  const conditions = [
    sql`import_id = ${id}`,
    ...(outcome === undefined ? [] : [sql`outcome = ${outcome}`]),
    ...(level === undefined ? [] : [sql`level = ${level}`]),
    ...(kept === undefined ? [] : [sql`(kept is not null) = ${kept}`]),
    ...(after === undefined ? [] : [sql`row > ${after.row}::integer`]),
  ];
  return rows<ImportRow>(
    ctx.db,
    sql<ImportRow>`select row, outcome, level, label, entity_id as "entityId", problems, kept from import_rows
      where ${sql.join(conditions, sql` and `)} order by row limit ${limit + 1}`,
  );
}

export interface Undoable {
  row: number;
  id: string;
  version: number | null;
  outcome: ImportRow["outcome"];
  before: Record<string, unknown> | null;
}

/** The last rows that wrote something and were neither taken back nor kept yet. */
export function undoable(ctx: Context, id: string, limit: number): Promise<Undoable[]> {
  return rows<Undoable>(
    ctx.db,
    sql<Undoable>`select row, entity_id as id, entity_version as version, outcome, before from import_rows
      where import_id = ${id} and outcome in ('created', 'updated') and not is_undone and kept is null
      order by row desc limit ${limit}`,
  );
}

export async function noteUndone(ctx: Context, id: string, row: number, kept: string | null): Promise<void> {
  await Promise.all([
    run(
      ctx.db,
      sql`update import_rows set is_undone = ${kept === null}, kept = ${kept?.slice(0, 300) ?? null}
        where import_id = ${id} and row = ${row}`,
    ),
    run(
      ctx.db,
      kept === null
        ? sql`update imports set undone = undone + 1 where id = ${id}`
        : sql`update imports set kept = kept + 1 where id = ${id}`,
    ),
  ]);
}

/** The import before is as it left the thing again: it can be taken back too. */
export function followVersion(ctx: Context, { id, version }: Undoable, now: number): Promise<number> {
  return run(
    ctx.db,
    sql`update import_rows set entity_version = ${now} where entity_id = ${id} and entity_version = ${(version ?? 0) - 1}`,
  );
}

export interface AroundRow {
  currency: string;
  country: string | null;
  language: string;
}

export function around(ctx: Context): Promise<AroundRow> {
  return one(
    ctx.db,
    sql<AroundRow>`select s.currency, s.language, r.country from settings s cross join requisites r limit 1`,
  );
}

/** Imports nobody can take back any more, and tables nobody imported: what stood in them goes with them. */
export async function purge(ctx: Context, before: string): Promise<string[]> {
  await run(ctx.db, sql`delete from imports where created_at < ${before}`);
  const found = await rows<{ id: string }>(
    ctx.db,
    sql<{ id: string }>`select f.id from files f where f.owner_kind = 'import' and f.created_at < ${before}
        and not exists (select from imports i where i.file_id = f.id)`,
  );
  return found.map(({ id }) => id);
}
