import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

const iso = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export interface StoredRun {
  id: string;
  version: number;
  workOrderId: string;
  tree: string;
  treeVersion: number;
  answers: string;
  by: string | null;
  startedAt: string;
  endedAt: string | null;
}

const columns = sql`r.id, r.version, r.work_order_id as "workOrderId", r.tree, r.tree_version as "treeVersion", r.answers,
  ${iso("r.created_at")} as "startedAt", ${iso("r.ended_at")} as "endedAt",
  (select btrim(e.first_name || ' ' || e.last_name) from users u join employees e on e.id = u.employee_id
    where u.id = r.created_by) as by`;

export const stageOf = async (ctx: Context, workOrderId: string): Promise<string | undefined> =>
  (await maybeOne(ctx.db, sql<{ stage: string }>`select stage from work_orders where id = ${workOrderId}`))?.stage;

export const runsOf = (ctx: Context, workOrderId: string): Promise<StoredRun[]> =>
  rows(
    ctx.db,
    sql<StoredRun>`select ${columns} from tree_runs r where r.work_order_id = ${workOrderId}
      order by r.created_at desc, r.id desc limit 20`,
  );

/** One run, locked until the transaction ends. */
export const lockRun = (ctx: Context, id: string): Promise<StoredRun | undefined> =>
  maybeOne(ctx.db, sql<StoredRun>`select ${columns} from tree_runs r where r.id = ${id} for update of r`);

export const insertRun = (
  ctx: Context,
  row: { id: string; workOrderId: string; tree: string; treeVersion: number },
): Promise<number> =>
  run(
    ctx.db,
    sql`insert into tree_runs (id, work_order_id, tree, tree_version, created_at, created_by)
      values (${row.id}, ${row.workOrderId}, ${row.tree}, ${row.treeVersion}, ${ctx.now()}, ${ctx.actor.userId ?? null}::uuid)`,
  );

export const saveRun = (ctx: Context, id: string, next: { answers: string; endedAt: Date | null }): Promise<number> =>
  run(ctx.db, sql`update tree_runs set answers = ${next.answers}, ended_at = ${next.endedAt} where id = ${id}`);
