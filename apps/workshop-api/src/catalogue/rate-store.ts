import type { LabourRate } from "@mechanicbuddy/contract/catalogue";
import type { PriceMode } from "@mechanicbuddy/contract/totals";
import { type Context, may } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";
import { db } from "../database.ts";

const plain = sql`r.id, r.version, r.name, r.tax_rate_id as "taxRateId", r.department, r.is_default as "isDefault",
  r.archived_at as "archivedAt"`;
const prices = sql`, r.price_cents as "priceCents", r.price_mode as "priceMode"`;

function rates(ctx: Context, rest: RawBuilder<unknown>) {
  return sql<LabourRate>`select ${plain}${may(ctx, "prices.read") ? prices : sql``} from labour_rates r ${rest}`;
}

/** The default first, then live ones by name. */
export function list(ctx: Context): Promise<LabourRate[]> {
  return rows(ctx.db, rates(ctx, sql`order by r.is_default desc, r.archived_at is not null, r.name, r.id`));
}

export function find(ctx: Context, id: string): Promise<LabourRate | undefined> {
  return maybeOne(ctx.db, rates(ctx, sql`where r.id = ${id}`));
}

/** The whole rate, held until the transaction ends. */
export function lock(ctx: Context, id: string): Promise<Required<LabourRate> | undefined> {
  return maybeOne(
    ctx.db,
    sql<Required<LabourRate>>`select ${plain}${prices} from labour_rates r where r.id = ${id} for update`,
  );
}

/** What a new rate stands among. */
export function surroundings(ctx: Context, taxRateId: string | undefined) {
  return one(
    ctx.db,
    sql<{ priceMode: PriceMode; taxRate: boolean; hasDefault: boolean }>`select s.price_mode as "priceMode",
        (${taxRateId ?? null}::uuid is null or exists (select from tax_rates where id = ${taxRateId ?? null})) as "taxRate",
        exists (select from labour_rates where is_default) as "hasDefault"
      from settings s`,
  );
}

export interface RateFields {
  name: string;
  priceCents: number;
  priceMode: PriceMode;
  taxRateId: string;
  department: string | null;
  isDefault: boolean;
}

function columnsOf(rate: RateFields) {
  return {
    name: rate.name,
    price_cents: rate.priceCents,
    price_mode: rate.priceMode,
    tax_rate_id: rate.taxRateId,
    department: rate.department,
    is_default: rate.isDefault,
  };
}

export async function insert(ctx: Context, id: string, rate: RateFields): Promise<void> {
  const values = { id, ...columnsOf(rate), created_by: ctx.actor.userId ?? null };
  await Promise.all([unsetDefault(ctx, rate, id), run(ctx.db, db.insertInto("labour_rates").values(values))]);
}

export async function update(ctx: Context, id: string, rate: RateFields, archivedAt: string | null): Promise<void> {
  const values = { ...columnsOf(rate), archived_at: archivedAt };
  await Promise.all([
    unsetDefault(ctx, rate, id),
    run(ctx.db, db.updateTable("labour_rates").set(values).where("id", "=", id)),
  ]);
}

/** There is one default: the old one steps back before the new one steps up. */
function unsetDefault(ctx: Context, { isDefault }: RateFields, exceptId: string): Promise<number> | undefined {
  if (!isDefault) return undefined;
  return run(ctx.db, sql`update labour_rates set is_default = false where is_default and id <> ${exceptId}`);
}

export interface Use {
  kind: string;
  id: string;
  label: string;
}

/** Where a rate is used, up to five places. */
export function usesOf(ctx: Context, id: string): Promise<Use[]> {
  return rows(
    ctx.db,
    sql<Use>`select u.kind, u.id, u.label from (
      (select 'canned_job' as kind, c.id, c.title as label from canned_lines l join canned_jobs c on c.id = l.canned_job_id
        where l.labour_rate_id = ${id} limit 5)
      union (select 'employee', e.id, e.first_name || ' ' || e.last_name from employees e
        where e.labour_rate_id = ${id} limit 5)) u limit 5`,
  );
}

export function remove(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, sql`delete from labour_rates where id = ${id}`);
}
