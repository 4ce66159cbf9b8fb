import type { Part, SupplierPrice } from "@mechanicbuddy/contract/parts";
import type { PriceMode } from "@mechanicbuddy/contract/totals";
import { type Context, may } from "@mechanicbuddy/platform/context";
import { hot, maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { type RawBuilder, sql } from "kysely";
import { db } from "../database.ts";
import type { PartState, PriceFacts } from "./part.ts";

/** What one unit costs: the average of what is there, else the last delivery, else the newest supplier price. */
export const unitCost = sql`coalesce(case when t.on_hand > 0 then round(t.value_cents / t.on_hand)::bigint end, t.last_cost_cents,
  (select round(sp.cost_cents / sp.pack)::bigint from supplier_prices sp where sp.part_id = p.id
    order by sp.seen_on desc, sp.id desc limit 1))`;

export const stateColumns = sql`p.code::text, p.name, p.brand, p.oem_numbers as "oemNumbers",
  (select coalesce(json_agg(b.code order by b.id), '[]') from part_barcodes b where b.part_id = p.id) as barcodes,
  p.unit, p.sale_price_cents as "salePriceCents", p.price_mode as "priceMode", p.tax_rate_id as "taxRateId",
  p.discount_percent::float8 as "discountPercent", p.stocked, trim_scale(p.reorder_point)::text as "reorderPoint",
  trim_scale(p.reorder_to)::text as "reorderTo", p.supplier_id as "supplierId", p.storage_id as "storageId", p.note`;

const shownColumns = sql`p.id, p.version, p.code::text, coalesce(p.name, p.code::text) as name, p.brand,
  p.oem_numbers as "oemNumbers",
  (select coalesce(json_agg(b.code order by b.id), '[]') from part_barcodes b where b.part_id = p.id) as barcodes,
  p.unit, p.tax_rate_id as "taxRateId", p.discount_percent::float8 as "discountPercent", p.stocked,
  trim_scale(p.reorder_point)::text as "reorderPoint", trim_scale(p.reorder_to)::text as "reorderTo",
  p.supplier_id as "supplierId", p.storage_id as "storageId", p.note,
  trim_scale(coalesce(t.on_hand, 0))::text as "onHand", trim_scale(coalesce(t.reserved, 0))::text as reserved,
  trim_scale(coalesce(t.on_hand - t.reserved, 0))::text as available,
  (select coalesce(json_agg(json_build_object('storageId', l.storage_id, 'storage', s.name,
      'onHand', trim_scale(l.on_hand)::text, 'reserved', trim_scale(l.reserved)::text, 'bin', l.bin)
      order by s.name, s.id), '[]')
    from stock_levels l join storages s on s.id = l.storage_id where l.part_id = p.id) as stock,
  p.archived_at as "archivedAt"`;

const priceColumns = sql`, p.sale_price_cents as "salePriceCents", p.price_mode as "priceMode"`;

const costColumns = (ctx: Context) => sql`,
  case when t.on_hand > 0 then round(t.value_cents / t.on_hand)::bigint end as "averageCostCents",
  coalesce(t.value_cents, 0) as "valueCents", ${unitCost} as "unitCostCents",
  (select x.percent::text from tax_rate_on(p.tax_rate_id, workshop_day(${ctx.now()})) x) as "taxPercent",
  (select coalesce(json_agg(json_build_object('id', q.id, 'supplierId', q.supplier_id, 'supplier', u.name,
      'supplierCode', q.supplier_code, 'costCents', q.cost_cents, 'pack', trim_scale(q.pack)::text, 'seenOn', q.seen_on)
      order by q.seen_on desc, q.id desc), '[]')
    from (select sp.id, sp.supplier_id, sp.supplier_code, sp.cost_cents, sp.pack, sp.seen_on from supplier_prices sp where sp.part_id = p.id order by sp.seen_on desc, sp.id desc limit 20) q
    join suppliers u on u.id = q.supplier_id) as "supplierPrices"`;

/** A part as the caller may see it: what is not theirs to see is not even selected. */
export type RawPart = Omit<Part, "marginPercent"> & Omit<PriceFacts, "salePriceCents" | "priceMode">;

function findWhere(ctx: Context, condition: RawBuilder<unknown>) {
  const prices = may(ctx, "prices.read") ? priceColumns : sql``;
  const costs = may(ctx, "costs.read") ? costColumns(ctx) : sql``;
  return sql<RawPart>`select ${shownColumns}${prices}${costs}
    from parts p left join part_stock t on t.part_id = p.id where ${condition}`;
}

export function find(ctx: Context, id: string): Promise<RawPart | undefined> {
  return maybeOne(ctx.db, hot(findWhere(ctx, sql`p.id = ${id}`)));
}

export function findMany(ctx: Context, ids: readonly string[]): Promise<RawPart[]> {
  const wanted = [...ids];
  return rows(
    ctx.db,
    sql<RawPart>`${findWhere(ctx, sql`p.id = any(${wanted}::uuid[])`)} order by array_position(${wanted}::uuid[], p.id)`,
  );
}

/** By barcode first, then by code; live parts before archived ones. */
export function findByCode(ctx: Context, code: string): Promise<RawPart | undefined> {
  return maybeOne(
    ctx.db,
    findWhere(
      ctx,
      sql`p.id = (select q.id from (
        select b.part_id as id, 1 as rank from part_barcodes b where b.code = ${code}
        union all select o.id, 2 from parts o where o.code = ${code}::citext) m
        join parts q using (id) order by q.archived_at is not null, m.rank limit 1)`,
    ),
  );
}

export interface LockedState extends PartState {
  version: number;
  archivedAt: string | null;
}

/** What people wrote about the part, held until the transaction ends. */
export function lock(ctx: Context, id: string): Promise<LockedState | undefined> {
  return maybeOne(
    ctx.db,
    sql<LockedState>`select ${stateColumns}, p.version, p.archived_at as "archivedAt" from parts p where p.id = ${id} for update of p`,
  );
}

/** Who has a code or barcode already, and which of the things a part names are there. */
export interface Surroundings {
  priceMode: PriceMode;
  codeOf: { id: string; label: string } | null;
  barcodesOf: { code: string; id: string; label: string }[];
  taxRate: boolean;
  supplier: boolean;
  storage: boolean;
}

const label = sql`o.name || coalesce(' (' || o.code::text || ')', '')`;

type Named = Partial<Pick<PartState, "code" | "barcodes" | "taxRateId" | "supplierId" | "storageId">>;

export function surroundings(ctx: Context, exceptId: string, named: Named): Promise<Surroundings> {
  const { code = null, barcodes = [], taxRateId = null, supplierId = null, storageId = null } = named;
  return one(
    ctx.db,
    sql<Surroundings>`select s.price_mode as "priceMode",
        (select json_build_object('id', o.id, 'label', ${label}) from parts o
          where o.code = ${code}::citext and o.id <> ${exceptId}) as "codeOf",
        (select coalesce(json_agg(json_build_object('code', b.code, 'id', o.id, 'label', ${label})), '[]')
          from part_barcodes b join parts o on o.id = b.part_id
          where b.code = any(${barcodes}::text[]) and o.id <> ${exceptId}) as "barcodesOf",
        (${taxRateId}::uuid is null or exists (select from tax_rates where id = ${taxRateId})) as "taxRate",
        (${supplierId}::uuid is null or exists (select from suppliers where id = ${supplierId})) as supplier,
        (${storageId}::uuid is null or exists (select from storages where id = ${storageId})) as storage
      from settings s`,
  );
}

export function columnsOf(part: PartState) {
  return {
    code: part.code,
    name: part.name,
    brand: part.brand,
    oem_numbers: part.oemNumbers,
    unit: part.unit,
    price_mode: part.priceMode,
    sale_price_cents: part.salePriceCents,
    tax_rate_id: part.taxRateId,
    discount_percent: part.discountPercent === null ? null : String(part.discountPercent),
    stocked: part.stocked,
    reorder_point: part.reorderPoint,
    reorder_to: part.reorderTo,
    supplier_id: part.supplierId,
    storage_id: part.storageId,
    note: part.note,
  };
}

export async function insert(ctx: Context, id: string, part: PartState): Promise<void> {
  const { userId = null } = ctx.actor;
  await Promise.all([
    run(ctx.db, db.insertInto("parts").values({ id, ...columnsOf(part), created_by: userId })),
    run(ctx.db, db.insertInto("part_stock").values({ part_id: id })),
    addBarcodes(ctx, id, part.barcodes),
  ]);
}

export async function update(ctx: Context, id: string, part: PartState, archivedAt: string | null): Promise<void> {
  const { barcodes } = part;
  await Promise.all([
    run(
      ctx.db,
      db
        .updateTable("parts")
        .set({ ...columnsOf(part), archived_at: archivedAt })
        .where("id", "=", id),
    ),
    run(ctx.db, sql`delete from part_barcodes where part_id = ${id} and code <> all(${barcodes}::text[])`),
    addBarcodes(ctx, id, barcodes),
  ]);
}

/** Keeps those the part has already. One that another part took meanwhile fails. */
function addBarcodes(ctx: Context, partId: string, codes: readonly string[]): Promise<number> | undefined {
  if (codes.length === 0) return undefined;
  const given = JSON.stringify(codes.map((code) => ({ id: newId(), code })));
  return run(
    ctx.db,
    sql`insert into part_barcodes (id, part_id, code, created_by)
      select g.id, ${partId}, g.code, ${ctx.actor.userId ?? null}::uuid
      from jsonb_to_recordset(${given}::jsonb) as g (id uuid, code text)
      where not exists (select from part_barcodes b where b.part_id = ${partId} and b.code = g.code)`,
  );
}

/** Notes shelf or drawer; storages that are not there are passed over. */
export function setBins(ctx: Context, partId: string, bins: readonly { storageId: string; bin: string | null }[]) {
  return run(
    ctx.db,
    sql`insert into stock_levels (part_id, storage_id, bin)
      select ${partId}, s.id, g.bin from jsonb_to_recordset(${JSON.stringify(bins)}::jsonb) as g ("storageId" uuid, bin text)
      join storages s on s.id = g."storageId"
      on conflict (part_id, storage_id) do update set bin = excluded.bin`,
  );
}

export interface Use {
  kind: string;
  id: string;
  label: string;
}

/** Where a part is used, up to five places. */
export function usesOf(ctx: Context, id: string): Promise<Use[]> {
  return rows(
    ctx.db,
    sql<Use>`(select distinct 'work_order' as kind, o.id, 'Work order ' || o.number as label
          from lines l join jobs j on j.id = l.job_id join work_orders o on o.id = j.work_order_id
          where l.part_id = ${id} limit 5)
      union all (select distinct 'canned_job', c.id, c.title from canned_lines l join canned_jobs c on c.id = l.canned_job_id
          where l.part_id = ${id} limit 5)
      union all (select 'part', ${id}::uuid, 'Its ledger of stock' from stock_moves where part_id = ${id} limit 1)
      limit 5`,
  );
}

export function remove(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, sql`delete from parts where id = ${id}`);
}

export type NewSupplierPrice = Pick<SupplierPrice, "supplierId" | "costCents" | "pack"> & {
  supplierCode: string | null;
  seenOn: string | null;
};

/** False when there is no such supplier. */
export async function insertSupplierPrice(ctx: Context, partId: string, price: NewSupplierPrice): Promise<boolean> {
  const count = await run(
    ctx.db,
    sql`insert into supplier_prices (id, part_id, supplier_id, supplier_code, cost_cents, pack, seen_on, created_by)
      select ${newId()}, ${partId}, s.id, ${price.supplierCode}, ${price.costCents}, ${price.pack}::numeric,
        coalesce(${price.seenOn}::date, workshop_day(${ctx.now()})), ${ctx.actor.userId ?? null}::uuid
      from suppliers s where s.id = ${price.supplierId}`,
  );
  return count === 1;
}
