import type { PriceMode } from "@mechanicbuddy/contract/totals";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { PricedCannedJob } from "./canned-job.ts";

const prices = sql`, 'unitPriceCents', l.unit_price_cents,
  'sourcePriceCents', coalesce(p.sale_price_cents, r.price_cents),
  'sourcePriceMode', coalesce(p.price_mode, r.price_mode)`;
const costs = sql`, 'costCents', l.cost_cents`;

/** The lines of canned job `c` with what their parts and labour rates say today, as JSON in their order. */
export const linesToday = (ctx: Context, seen: { prices: boolean; costs: boolean }) => sql`(
  select coalesce(json_agg(json_build_object(
      'kind', l.kind, 'code', l.code, 'description', l.description, 'quantity', trim_scale(l.quantity)::text,
      'unit', l.unit, 'discountPercent', l.discount_percent::float8, 'taxRateId', l.tax_rate_id, 'partId', l.part_id,
      'labourRateId', l.labour_rate_id, 'taxRateTodayId', t.id, 'taxPercent', t.percent::text, 'partCode', p.code::text,
      'partDiscountPercent', p.discount_percent::float8, 'storageId', p.storage_id,
      'missing', p.archived_at is not null or (l.kind in ('part', 'labour') and
        coalesce(l.unit_price_cents, p.sale_price_cents, r.price_cents) is null)
      ${seen.prices ? prices : sql``} ${seen.costs ? costs : sql``}) order by l.position), '[]')
    from canned_lines l
    left join parts p on p.id = l.part_id
    left join labour_rates r on l.kind = 'labour'
      and (r.id = l.labour_rate_id or (l.labour_rate_id is null and r.is_default))
    left join lateral tax_rate_on(coalesce(l.tax_rate_id, p.tax_rate_id, r.tax_rate_id), workshop_day(${ctx.now()})) t on true
   where l.canned_job_id = c.id)`;

/** A live or archived canned job as it prices today, whatever the caller may see. */
export function findPriced(ctx: Context, id: string): Promise<PricedCannedJob | undefined> {
  return maybeOne(
    ctx.db,
    sql<PricedCannedJob>`select c.title, c.kind, c.complaint, c.correction, c.price_mode as "priceMode",
        c.fixed_price_cents as "fixedPriceCents", ${linesToday(ctx, { prices: true, costs: true })} as lines
      from canned_jobs c where c.id = ${id}`,
  );
}

export interface RateToday {
  id: string;
  name: string;
  priceCents: number;
  priceMode: PriceMode;
  /** The tax rate that applies today. */
  taxRateId: string;
  taxPercent: string;
}

export function findDefaultRate(ctx: Context): Promise<RateToday | undefined> {
  return maybeOne(
    ctx.db,
    sql<RateToday>`select r.id, r.name, r.price_cents as "priceCents", r.price_mode as "priceMode",
        t.id as "taxRateId", t.percent::text as "taxPercent"
      from labour_rates r cross join lateral tax_rate_on(r.tax_rate_id, workshop_day(${ctx.now()})) t
      where r.is_default`,
  );
}
