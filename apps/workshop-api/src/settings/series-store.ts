import type { NumberSeries } from "@mechanicbuddy/contract/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import { one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { db } from "../database.ts";

/** `next` is the number the next document gets, also when the year has changed since the last one. */
export type Series = Omit<NumberSeries, "preview"> & { today: string };

/** All series, or one of them locked for a change. */
export function list(ctx: Context, forUpdate?: string): Promise<Series[]> {
  const only = forUpdate === undefined ? sql`` : sql`where n.id = ${forUpdate} for update of n`;
  return rows(
    ctx.db,
    sql<Series>`select n.id, n.version, n.kind, n.pattern, n.resets, t.today::text as today,
        case when n.resets = 'yearly' and n.year between 1 and extract(year from t.today) - 1 then 1 else n.next end as next
      from number_series n
      cross join (select (${ctx.now()}::timestamptz at time zone time_zone)::date as today from settings) t
      ${forUpdate === undefined ? sql`order by array_position(array['work_order', 'invoice', 'credit_note', 'receipt', 'purchase_order'], n.kind), n.id` : only}`,
  );
}

export interface Standing {
  /** The highest count an invoice or credit note of the series ever had. */
  highest: number;
  /** True when the other kind in the same table has the same pattern. */
  shared: boolean;
}

/** What a pattern and a count must keep clear of. */
export function findStanding(
  ctx: Context,
  { id, kind, pattern }: Pick<Series, "id" | "kind" | "pattern">,
): Promise<Standing> {
  return one(
    ctx.db,
    sql<Standing>`select coalesce((select max(n) from invoices where series_id = ${id}), 0) as highest,
      ${kind}::text in ('invoice', 'credit_note') and exists (select from number_series
        where kind in ('invoice', 'credit_note') and id <> ${id} and pattern = ${pattern}) as shared`,
  );
}

/** True when a document that shares the kind's table has this number. */
export async function isTaken(ctx: Context, kind: Series["kind"], number: string): Promise<boolean> {
  const { taken } = await one(
    ctx.db,
    sql<{ taken: boolean }>`select case ${kind}::text
      when 'work_order' then exists (select from work_orders where number::text = ${number})
      when 'receipt' then exists (select from payments where number = ${number})
      else exists (select from invoices where number = ${number}) end as taken`,
  );
  return taken;
}

/** The year begins to count with the next number; a series that never resets has none. */
export function update(ctx: Context, { id, pattern, next, resets, today }: Series): Promise<number> {
  const year = sql<number>`case when ${resets}::text = 'never' then 0 when year = 0 then 0 else ${Number(today.slice(0, 4))} end`;
  return run(ctx.db, db.updateTable("number_series").set({ pattern, next, resets, year }).where("id", "=", id));
}
