import type { Context } from "@mechanicbuddy/platform/context";
import { sql } from "kysely";
import { live } from "./document.ts";

export { utc } from "./document.ts";

/** Fragments that a row of the list and a card of the board share. They stand on `o`, its customer `c`, vehicle `v`, column `s`. */

export const names = sql`v.plate, v.label as vehicle, c.name as customer,
  (select btrim(e.first_name || ' ' || e.last_name) from employees e where e.id = o.responsible_id) as responsible`;

/** A promise that has passed while the car is still waited for. */
export const late = (
  ctx: Context,
) => sql`coalesce(o.stage in ('quote', 'order') and s.category in ('waiting', 'working')
  and o.promised_at < ${ctx.now()}, false)`;

/** What the customer said, job by job: join it laterally. */
export const said = sql`(select count(*) filter (where j.authorisation = 'approved')::int as approved,
    count(*) filter (where j.authorisation = 'declined')::int as declined,
    count(*) filter (where j.authorisation in ('draft', 'asked', 'changed'))::int as undecided,
    coalesce(bool_or(j.authorisation = 'asked'), false) as asked
  from jobs j where j.work_order_id = o.id)`;

/**
 * What the order comes to as things stand: what would be invoiced now and, while it is open, what the customer has yet to
 * answer. As `documentTotals` of the contract computes it: each line rounded, VAT once per category and rate. PostgreSQL
 * rounds numeric half away from zero like the contract does.
 */
export const totalCents = sql`(select coalesce(sum(case
      when g.category = 'S' then case o.price_mode when 'gross' then g.total else g.total + round(g.total * g.percent / 100) end
      when o.price_mode = 'gross' then g.total - round(g.total * g.percent / (100 + g.percent))
      else g.total end), 0)::bigint
  from (select charged.category, t.percent, sum(round(l.quantity * l.unit_price_cents)
        - round(round(l.quantity * l.unit_price_cents) * l.discount_percent / 100)) as total
      from jobs j join lines l on l.job_id = j.id join tax_rates t on t.id = l.tax_rate_id
      cross join lateral (select case when t.category <> 'S' or coalesce(c.tax_treatment, 'standard') = 'standard' then t.category
        when c.tax_treatment = 'reverse_charge' then 'AE' else 'E' end as category) charged
      where j.work_order_id = o.id and j.billing = 'customer' and (j.authorisation in ('draft', 'approved')
          or (o.stage in ('quote', 'order') and j.authorisation in ('asked', 'changed')))
        and ${live}
      group by charged.category, t.percent) g)`;
