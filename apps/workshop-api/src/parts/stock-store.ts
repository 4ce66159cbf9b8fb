import { scaledInteger } from "@mechanicbuddy/contract/decimal";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Move, Stock } from "./ledger.ts";
import { quantityText } from "./part.ts";

/** A part whose ledger nobody else can write until the transaction ends. */
export interface LockedPart {
  id: string;
  name: string;
  stocked: boolean;
  /** Where it is kept unless said otherwise. */
  storageId: string;
  supplierId: string | null;
  /** Newest supplier price of one unit. */
  supplierCostCents: number | null;
  stock: Stock;
}

const homeStorage = sql`coalesce(p.storage_id,
  (select s.id from storages s where s.archived_at is null order by s.created_at, s.id limit 1))`;

/** Locks the ledgers of these parts, always in the same order, so that two deliveries never wait for each other in a ring. */
export async function lock(ctx: Context, partIds: readonly string[]): Promise<Map<string, LockedPart>> {
  const ids = [...new Set(partIds)].sort();
  const [, found] = await Promise.all([
    run(
      ctx.db,
      sql`insert into part_stock (part_id) select id from parts where id = any(${ids}::uuid[]) order by id
        on conflict do nothing`,
    ),
    rows<Omit<LockedPart, "stock"> & { onHand: string; valueCents: number; lastCostCents: number | null }>(
      ctx.db,
      sql`select p.id, coalesce(p.name, p.code::text) as name, p.stocked, ${homeStorage} as "storageId",
          p.supplier_id as "supplierId", t.on_hand::text as "onHand", t.value_cents as "valueCents",
          t.last_cost_cents as "lastCostCents",
          (select round(sp.cost_cents / sp.pack)::bigint from supplier_prices sp
            where sp.part_id = p.id order by sp.seen_on desc, sp.id desc limit 1) as "supplierCostCents"
        from part_stock t join parts p on p.id = t.part_id
        where t.part_id = any(${ids}::uuid[]) order by t.part_id for update of t`,
    ),
  ]);
  const locked = found.map(({ onHand, valueCents, lastCostCents, ...part }) => ({
    ...part,
    stock: {
      onHand: scaledInteger(onHand, 3, "on_hand"),
      valueCents: BigInt(valueCents),
      lastCostCents: lastCostCents === null ? null : BigInt(lastCostCents),
    },
  }));
  return new Map(locked.map((part) => [part.id, part]));
}

/** A move on its way into the ledger. */
export interface NewMove extends Move {
  partId: string;
  storageId: string;
  lineId?: string | undefined;
  receiptId?: string;
  pairId?: string;
  reason?: string | undefined;
}

export interface Level {
  partId: string;
  storageId: string;
  storage: string;
  onHand: string;
}

/** Writes moves, the levels they lead to and the parts' new totals; answers with the levels they touched. */
export async function book(
  ctx: Context,
  moves: readonly NewMove[],
  stocks: ReadonlyMap<string, Stock>,
): Promise<Level[]> {
  const newMoves = moves.map((move) => ({
    id: newId(),
    part_id: move.partId,
    storage_id: move.storageId,
    kind: move.kind,
    quantity: quantityText(move.quantity),
    value_cents: String(move.valueCents),
    line_id: move.lineId ?? null,
    receipt_id: move.receiptId ?? null,
    pair_id: move.pairId ?? null,
    reason: move.reason ?? null,
  }));
  const totals = [...stocks].map(([partId, stock]) => ({
    part_id: partId,
    on_hand: quantityText(stock.onHand),
    value_cents: String(stock.valueCents),
    last_cost_cents: stock.lastCostCents === null ? null : String(stock.lastCostCents),
  }));
  const moved = JSON.stringify(newMoves);
  const [levels] = await Promise.all([
    rows<Level>(
      ctx.db,
      sql`with level as (
          insert into stock_levels as l (part_id, storage_id, on_hand)
          select part_id, storage_id, sum(quantity)
            from jsonb_to_recordset(${moved}::jsonb) as m (part_id uuid, storage_id uuid, quantity numeric)
           group by part_id, storage_id order by part_id, storage_id
          on conflict (part_id, storage_id) do update set on_hand = l.on_hand + excluded.on_hand
          returning part_id, storage_id, on_hand
        )
        select l.part_id as "partId", l.storage_id as "storageId", s.name as storage,
          trim_scale(l.on_hand)::text as "onHand"
        from level l join storages s on s.id = l.storage_id`,
    ),
    run(
      ctx.db,
      sql`insert into stock_moves
          (id, part_id, storage_id, kind, quantity, value_cents, line_id, receipt_id, pair_id, reason, created_at, created_by)
        select m.*, ${ctx.now()}, ${ctx.actor.userId ?? null}::uuid from jsonb_to_recordset(${moved}::jsonb) as m
          (id uuid, part_id uuid, storage_id uuid, kind text, quantity numeric, value_cents bigint, line_id uuid,
           receipt_id uuid, pair_id uuid, reason text)`,
    ),
    run(
      ctx.db,
      sql`update part_stock t
          set on_hand = s.on_hand, value_cents = s.value_cents, last_cost_cents = s.last_cost_cents
        from jsonb_to_recordset(${JSON.stringify(totals)}::jsonb)
          as s (part_id uuid, on_hand numeric, value_cents bigint, last_cost_cents bigint)
        where t.part_id = s.part_id`,
    ),
  ]);
  return levels;
}

/** Holds a quantity of a stocked part back in a storage. */
export async function reserve(ctx: Context, partId: string, storageId: string | null, quantity: string): Promise<void> {
  await Promise.all([
    run(
      ctx.db,
      sql`insert into part_stock as t (part_id, reserved)
        select p.id, ${quantity}::numeric from parts p where p.id = ${partId} and p.stocked
        on conflict (part_id) do update set reserved = t.reserved + excluded.reserved`,
    ),
    run(
      ctx.db,
      sql`insert into stock_levels as l (part_id, storage_id, reserved)
        select p.id, coalesce(${storageId}::uuid, ${homeStorage}), ${quantity}::numeric
          from parts p where p.id = ${partId} and p.stocked
        on conflict (part_id, storage_id) do update set reserved = l.reserved + excluded.reserved`,
    ),
  ]);
}

/** Lets a quantity go again. Releasing more than is held leaves nothing held: the part may have begun to keep stock since. */
export async function release(ctx: Context, partId: string, storageId: string | null, quantity: string): Promise<void> {
  await Promise.all([
    run(
      ctx.db,
      sql`update part_stock set reserved = greatest(0, reserved - ${quantity}::numeric) where part_id = ${partId}`,
    ),
    run(
      ctx.db,
      sql`update stock_levels set reserved = greatest(0, reserved - ${quantity}::numeric)
        where part_id = ${partId} and storage_id = coalesce(${storageId}::uuid,
          (select l.storage_id from stock_levels l join parts p on p.id = l.part_id
            where l.part_id = ${partId}
            order by l.reserved >= ${quantity}::numeric desc, l.storage_id = ${homeStorage} desc limit 1))`,
    ),
  ]);
}

/** What an order's line still has out of the shelf, and what that was worth. */
export async function outForLine(
  ctx: Context,
  partId: string,
  lineId: string,
): Promise<{ quantity: bigint; valueCents: bigint }> {
  const out = await maybeOne<{ quantity: string; valueCents: number }>(
    ctx.db,
    sql`select coalesce(-sum(quantity), 0)::text as quantity, coalesce(-sum(value_cents), 0)::bigint as "valueCents"
      from stock_moves where line_id = ${lineId} and part_id = ${partId}`,
  );
  return {
    quantity: scaledInteger(out?.quantity ?? "0", 3, "quantity"),
    valueCents: BigInt(out?.valueCents ?? 0),
  };
}

/** What a storage holds of each part now, and what it held at a moment. */
export interface Counted {
  partId: string;
  onHand: string;
  before: string;
}

export function heldAt(
  ctx: Context,
  { storageId, partIds, at }: { storageId: string; partIds: readonly string[]; at: string },
): Promise<Counted[]> {
  return rows(
    ctx.db,
    sql<Counted>`select p.id as "partId", trim_scale(coalesce(l.on_hand, 0))::text as "onHand",
        trim_scale(coalesce(l.on_hand, 0) - coalesce((select sum(m.quantity) from stock_moves m
          where m.part_id = p.id and m.storage_id = ${storageId} and m.created_at > ${at}), 0))::text as before
      from parts p left join stock_levels l on l.part_id = p.id and l.storage_id = ${storageId}
      where p.id = any(${[...partIds]}::uuid[])`,
  );
}

/** Remembers what a supplier charged for one unit. */
export function insertPrices(
  ctx: Context,
  prices: readonly { partId: string; supplierId: string; costCents: number }[],
): Promise<number> {
  const values = prices.map((price) => ({ id: newId(), ...price }));
  return run(
    ctx.db,
    sql`insert into supplier_prices (id, part_id, supplier_id, cost_cents, seen_on, created_by)
      select v.id, v."partId", v."supplierId", v."costCents", workshop_day(${ctx.now()}), ${ctx.actor.userId ?? null}::uuid
      from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
        as v (id uuid, "partId" uuid, "supplierId" uuid, "costCents" bigint)`,
  );
}

/** Parts whose totals or levels are not the sum of their moves: a fault of ours, never one to repair in silence. */
export function differences(ctx: Context): Promise<{ partId: string; ledger: string; level: string }[]> {
  return rows(
    ctx.db,
    sql<{ partId: string; ledger: string; level: string }>`
      with moved as (
        select part_id, storage_id, sum(quantity) as quantity, sum(value_cents) as value_cents
        from stock_moves group by part_id, storage_id
      ), by_part as (
        select part_id, sum(quantity) as quantity, sum(value_cents) as value_cents from moved group by part_id
      )
      select coalesce(l.part_id, m.part_id) as "partId", coalesce(m.quantity, 0)::text as ledger,
          coalesce(l.on_hand, 0)::text as level
        from stock_levels l full join moved m using (part_id, storage_id)
       where coalesce(l.on_hand, 0) <> coalesce(m.quantity, 0)
      union all
      select t.part_id, coalesce(m.quantity, 0) || ' worth ' || coalesce(m.value_cents, 0),
          t.on_hand || ' worth ' || t.value_cents
        from part_stock t left join by_part m using (part_id)
       where t.on_hand <> coalesce(m.quantity, 0) or t.value_cents <> coalesce(m.value_cents, 0)
      limit 100`,
  );
}

/** The reason of moves that take opening stock out again. */
export const OPENING_BACK = "Opening stock taken back";

export interface Opened {
  /** What opening stock, less what was taken back, comes to. */
  quantity: string;
  storageId: string | null;
  /** True when the part was moved in any other way. */
  others: boolean;
}

export function openedAt(ctx: Context, partId: string): Promise<Opened> {
  return one(
    ctx.db,
    sql<Opened>`select trim_scale(coalesce(sum(quantity), 0))::text as quantity,
        (array_agg(storage_id order by id desc) filter (where kind = 'opening'))[1] as "storageId",
        coalesce(bool_or(kind not in ('opening', 'revaluation') and reason is distinct from ${OPENING_BACK}), false)
          as others
      from stock_moves where part_id = ${partId}`,
  );
}

/** Parts that are or were on a shelf: they have a beginning already. */
export function begun(ctx: Context, partIds: readonly string[]): Promise<{ id: string; onHand: string }[]> {
  return rows(
    ctx.db,
    sql<{ id: string; onHand: string }>`select p.id, trim_scale(coalesce(t.on_hand, 0))::text as "onHand"
      from parts p left join part_stock t on t.part_id = p.id
      where p.id = any(${[...partIds]}::uuid[]) and exists (select from stock_moves m where m.part_id = p.id
        and m.kind <> 'opening' and m.reason is distinct from ${OPENING_BACK} or m.part_id = p.id and t.on_hand <> 0)`,
  );
}
