import type { FollowingRate } from "@mechanicbuddy/contract/tax-change";
import type { PriceMode, TaxCategory, TaxedLine, TaxTreatment } from "@mechanicbuddy/contract/totals";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

/** A rate, its end, and the one under its code that takes over. */
export interface RateChange {
  code: string;
  name: string;
  percent: number;
  validUntilOn: string | null;
  follows: (FollowingRate & { category: TaxCategory }) | null;
}

/** Of several that follow, the first that has not ended itself. */
export function findChange(ctx: Context, rateId: string): Promise<RateChange | undefined> {
  return maybeOne(
    ctx.db,
    sql<RateChange>`select r.code, r.name, r.percent::float8 as percent, r.valid_until_on as "validUntilOn",
        (select json_build_object('id', n.id, 'name', n.name, 'percent', n.percent, 'category', n.category,
            'validFromOn', n.valid_from_on)
          from tax_rates n where n.code = r.code and n.valid_from_on > r.valid_until_on
          order by coalesce(n.valid_until_on >= workshop_day(${ctx.now()}), true) desc, n.valid_from_on limit 1) as follows
      from tax_rates r where r.id = ${rateId}`,
  );
}

/**
 * Orders that may still be invoiced after the rate's end: all that are open once it has ended, before that those
 * promised for later. The open ones are few beside all orders, so they are taken first.
 */
const beyond = (ctx: Context, rateId: string) => sql`with open as materialized (
    select o.* from work_orders o where o.stage in ('quote', 'order')),
  beyond as (
    select o.* from open o join tax_rates r on r.id = ${rateId}
    where greatest(workshop_day(${ctx.now()}), workshop_day(o.promised_at)) > r.valid_until_on
      and invoice_in_force(o.id) is null
      and exists (select from jobs j join lines l on l.job_id = j.id
        where j.work_order_id = o.id and l.tax_rate_id = r.id))`;

export interface OrderAtRateRow {
  id: string;
  number: number;
  customer: string | null;
  priceMode: PriceMode;
  taxTreatment: TaxTreatment;
  lines: number;
  /** Of its lines at the rate those the customer pays. */
  paid: TaxedLine[];
}

export function list(
  ctx: Context,
  rateId: string,
  { after, limit }: { after: number | undefined; limit: number },
): Promise<OrderAtRateRow[]> {
  return rows(
    ctx.db,
    sql<OrderAtRateRow>`${beyond(ctx, rateId)}
      select o.id, o.number, c.name as customer, o.price_mode as "priceMode",
        coalesce(c.tax_treatment, 'standard') as "taxTreatment", taken.lines, taken.paid
      from beyond o left join customers c on c.id = o.customer_id
      cross join lateral (select count(*)::int as lines,
          coalesce(json_agg(json_build_object('quantity', trim_scale(l.quantity)::text,
              'unitPriceCents', l.unit_price_cents, 'discountPercent', l.discount_percent,
              'taxCategory', t.category, 'taxPercent', t.percent))
            filter (where j.billing = 'customer' and j.authorisation <> 'declined'
              and coalesce(l.part_status, '') not in ('returned', 'dropped')), '[]') as paid
        from jobs j join lines l on l.job_id = j.id join tax_rates t on t.id = l.tax_rate_id
        where j.work_order_id = o.id and l.tax_rate_id = ${rateId}) taken
      where o.number > ${after ?? 0}::int
      order by o.number limit ${limit}`,
  );
}

export async function count(ctx: Context, rateId: string): Promise<number> {
  const { n } = await one<{ n: number }>(
    ctx.db,
    sql`${beyond(ctx, rateId)} select count(*)::int as n from (select from beyond limit 10000) o`,
  );
  return n;
}

/** Ids of the jobs of those orders with a line at the rate. */
export async function jobIds(ctx: Context, rateId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`${beyond(ctx, rateId)} select distinct j.id from beyond o join jobs j on j.work_order_id = o.id
      join lines l on l.job_id = j.id where l.tax_rate_id = ${rateId}`,
  );
  return found.map(({ id }) => id);
}

export function moveLines(
  ctx: Context,
  rateId: string,
  lines: readonly { id: string; unitPriceCents: number }[],
): Promise<number> {
  return run(
    ctx.db,
    sql`update lines l set tax_rate_id = ${rateId}, unit_price_cents = g."unitPriceCents"
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as g (id uuid, "unitPriceCents" bigint)
      where l.id = g.id`,
  );
}
