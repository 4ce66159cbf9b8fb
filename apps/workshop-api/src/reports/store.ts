import type { Context } from "@mechanicbuddy/platform/context";
import { one, rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Period } from "./period.ts";

export interface Sums {
  netCents: number;
  vatCents: number;
  grossCents: number;
}

/** A credit note's amounts are printed positive and count against the invoice. */
const sign = sql`(case i.kind when 'credit_note' then -1 else 1 end)`;
const within = ({ from, to }: Period) => sql`i.issue_on between ${from}::date and ${to}::date`;

export interface RevenueMonth extends Sums {
  month: string;
  invoices: number;
  creditNotes: number;
}

export function revenue(ctx: Context, period: Period): Promise<RevenueMonth[]> {
  return rows(
    ctx.db,
    sql<RevenueMonth>`select to_char(i.issue_on, 'YYYY-MM') as month,
        count(*) filter (where i.kind <> 'credit_note')::int as invoices,
        count(*) filter (where i.kind = 'credit_note')::int as "creditNotes",
        sum(${sign} * i.net_cents)::bigint as "netCents", sum(${sign} * i.vat_cents)::bigint as "vatCents",
        sum(${sign} * i.total_cents)::bigint as "grossCents"
      from invoices i where ${within(period)} group by 1 order by 1`,
  );
}

export interface RateSums extends Sums {
  category: "S" | "Z" | "E" | "AE" | "K" | "G" | "O";
  percent: number;
}

/** VAT groups of the documents of a period, by month or by day. */
export function vat(ctx: Context, period: Period, by: "month" | "day"): Promise<(RateSums & { on: string })[]> {
  const on = by === "month" ? sql`to_char(i.issue_on, 'YYYY-MM')` : sql`i.issue_on::text`;
  return rows(
    ctx.db,
    sql<RateSums & { on: string }>`select ${on} as on, t.category, t.percent::float8 as percent,
        sum(${sign} * t.net_cents)::bigint as "netCents", sum(${sign} * t.vat_cents)::bigint as "vatCents",
        sum(${sign} * t.gross_cents)::bigint as "grossCents"
      from invoices i join invoice_taxes t on t.invoice_id = i.id
      where ${within(period)} group by 1, 2, 3 order by 1, 3 desc, 2`,
  );
}

export interface OrdersMonth {
  month: string;
  opened: number;
  invoiced: number;
  cars: number;
}

export function orders(ctx: Context, { from, to }: Period): Promise<OrdersMonth[]> {
  return rows(
    ctx.db,
    sql<OrdersMonth>`select month, sum(opened)::int as opened, sum(invoiced)::int as invoiced, sum(cars)::int as cars
      from (
        select to_char(workshop_day(o.created_at), 'YYYY-MM') as month, count(*) as opened, 0 as invoiced, 0 as cars
        from work_orders o where workshop_day(o.created_at) between ${from}::date and ${to}::date group by 1
        union all
        select to_char(i.issue_on, 'YYYY-MM'), 0, count(distinct o.id), count(distinct o.vehicle_id)
        from invoices i join work_orders o on o.id = i.work_order_id join receivables r on r.invoice_id = i.id
        where i.kind = 'invoice' and (r.credited_cents < r.total_cents or r.total_cents = 0)
          and i.issue_on between ${from}::date and ${to}::date
        group by 1
      ) counted group by month order by month`,
  );
}

/** Net of invoices less credit notes, of this month until today and of the same days of the month before. */
export function monthSoFar(ctx: Context): Promise<{ today: string; netCents: number; beforeCents: number }> {
  return one(
    ctx.db,
    sql<{ today: string; netCents: number; beforeCents: number }>`select d.today::text as today,
        coalesce(sum(${sign} * i.net_cents) filter (where i.issue_on >= d.first), 0)::bigint as "netCents",
        coalesce(sum(${sign} * i.net_cents) filter (where i.issue_on < d.first), 0)::bigint as "beforeCents"
      from (select day as today, date_trunc('month', day)::date as first,
          least((day - interval '1 month')::date, (date_trunc('month', day) - interval '1 day')::date) as before
        from (select workshop_day(${ctx.now()}) as day) t) d
      left join invoices i on i.issue_on between (d.first - interval '1 month')::date and d.today
        and (i.issue_on >= d.first or i.issue_on <= d.before)
      group by d.today`,
  );
}
