import { type Context, may } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";
import type { RawRow } from "./part.ts";
import { unitCost } from "./store.ts";

/** Nobody reads beyond: the page says "10,000+". */
const COUNTED = 10_000;

export interface Filter {
  /** Ids that the search found. */
  ids?: RawBuilder<unknown> | undefined;
  storageId?: string | undefined;
  low?: boolean | undefined;
  archived?: boolean | undefined;
}

/** Sort values of the last part shown. */
export interface Position {
  name: string;
  id: string;
}

/** A look-up per part: joining all stock to find the few parts with a reorder point would read all of it. */
const isLow = sql`coalesce(p.stocked and p.reorder_point >
  coalesce((select k.on_hand - k.reserved from part_stock k where k.part_id = p.id), 0), false)`;

function conditions({ ids, storageId, low, archived = false }: Filter): RawBuilder<unknown>[] {
  const all = [archived ? sql`p.archived_at is not null` : sql`p.archived_at is null`];
  if (ids !== undefined) all.push(sql`p.id in ${ids}`);
  if (low !== undefined) all.push(low ? sql`p.reorder_point is not null and ${isLow}` : sql`not ${isLow}`);
  if (storageId !== undefined) {
    all.push(sql`(p.storage_id = ${storageId} or exists (select from stock_levels l
      where l.part_id = p.id and l.storage_id = ${storageId} and (l.on_hand <> 0 or l.reserved <> 0)))`);
  }
  return all;
}

/** One row more than asked for, which tells that there is a next page. */
export function page(
  ctx: Context,
  filter: Filter,
  { after, limit }: { after: Position | undefined; limit: number },
): Promise<RawRow[]> {
  const where = conditions(filter);
  if (after !== undefined) where.push(sql`(p.name, p.id) > (${after.name}, ${after.id}::uuid)`);
  const prices = sql`, p.sale_price_cents as "salePriceCents", p.price_mode as "priceMode", s.price_mode as "shownMode",
    (select x.percent::text from tax_rate_on(p.tax_rate_id, workshop_day(${ctx.now()})) x) as "taxPercent"`;
  const costs = sql`, ${unitCost} as "unitCostCents"`;
  return rows(
    ctx.db,
    sql<RawRow>`select p.id, p.code::text, p.name, p.brand, p.unit,
        trim_scale(coalesce(t.on_hand, 0))::text as "onHand", trim_scale(coalesce(t.reserved, 0))::text as reserved,
        trim_scale(coalesce(t.on_hand - t.reserved, 0))::text as available,
        coalesce((select h.name from storages h where h.id = p.storage_id),
          (select h.name from stock_levels l join storages h on h.id = l.storage_id
            where l.part_id = p.id and l.on_hand > 0 order by l.on_hand desc, h.id limit 1)) as storage,
        ${isLow} as "belowReorder"
        ${may(ctx, "prices.read") ? prices : sql``} ${may(ctx, "costs.read") ? costs : sql``}
      from (select p.id, p.code, p.name, p.brand, p.unit, p.stocked, p.reorder_point, p.storage_id, p.sale_price_cents,
          p.price_mode, p.tax_rate_id
        from parts p where ${sql.join(where, sql` and `)} order by p.name, p.id limit ${limit + 1}) p
      left join lateral (select k.on_hand, k.reserved, k.value_cents, k.last_cost_cents
        from part_stock k where k.part_id = p.id limit 1) t on true cross join settings s
      order by p.name, p.id`,
  );
}

export async function count(ctx: Context, filter: Filter): Promise<number> {
  const { total } = await one<{ total: number }>(
    ctx.db,
    sql`select count(*)::int as total from (select from parts p where ${sql.join(conditions(filter), sql` and `)} limit ${COUNTED}) counted`,
  );
  return total;
}

export interface MoveRow {
  id: string;
  at: string;
  kind: "opening" | "receipt" | "issue" | "return" | "transfer" | "count" | "revaluation";
  storage: string;
  quantity: string;
  valueCents?: number;
  reason: string | null;
  workOrder: { id: string; number: number } | null;
}

export async function exists(ctx: Context, id: string): Promise<boolean> {
  return (await maybeOne(ctx.db, sql`select from parts where id = ${id}`)) !== undefined;
}

/** The part's ledger, newest first, one row more than asked for. Ids are in the order of time. */
export function moves(
  ctx: Context,
  partId: string,
  { after, limit }: { after: { id: string } | undefined; limit: number },
): Promise<MoveRow[]> {
  const value = may(ctx, "costs.read") ? sql`, m.value_cents as "valueCents"` : sql``;
  const older = after === undefined ? sql`` : sql`and m.id < ${after.id}::uuid`;
  return rows(
    ctx.db,
    sql<MoveRow>`select m.id, m.created_at as at, m.kind, s.name as storage, trim_scale(m.quantity)::text as quantity${value},
        m.reason, case when o.id is not null then json_build_object('id', o.id, 'number', o.number) end as "workOrder"
      from stock_moves m join storages s on s.id = m.storage_id
      left join lines l on l.id = m.line_id left join jobs j on j.id = l.job_id
      left join work_orders o on o.id = j.work_order_id
      where m.part_id = ${partId} ${older} order by m.id desc limit ${limit + 1}`,
  );
}
