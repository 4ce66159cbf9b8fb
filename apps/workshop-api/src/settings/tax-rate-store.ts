import type { TaxRate } from "@mechanicbuddy/contract/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Rate } from "./tax-rate.ts";

const columns = sql`r.id, r.version, r.code, r.name, r.percent::float8 as percent, r.category, r.reason,
  r.valid_from_on as "validFromOn", r.valid_until_on as "validUntilOn", r.is_default as "isDefault"`;

const used = sql`exists (
  select from lines l join jobs j on j.id = l.job_id join invoices i on i.work_order_id = j.work_order_id
  where l.tax_rate_id = r.id) as used`;

/** Current and coming ones first. */
export function list(ctx: Context): Promise<TaxRate[]> {
  return rows(
    ctx.db,
    sql<TaxRate>`select ${columns}, ${used} from tax_rates r cross join settings s
      order by coalesce(r.valid_until_on < (${ctx.now()}::timestamptz at time zone s.time_zone)::date, false),
        not r.is_default, r.code, r.valid_from_on desc, r.id`,
  );
}

export function find(ctx: Context, id: string): Promise<Rate | undefined> {
  return maybeOne(ctx.db, sql<Rate>`select ${columns} from tax_rates r where r.id = ${id}`);
}

/** The default of that day, or the rate that follows the default under its code. */
export function findDefault(ctx: Context, onDate: string): Promise<Rate | undefined> {
  return maybeOne(
    ctx.db,
    sql<Rate>`select ${columns} from tax_rates r
      where (r.is_default or r.code in (select code from tax_rates where is_default))
        and r.valid_from_on <= ${onDate}::date and (r.valid_until_on is null or r.valid_until_on >= ${onDate}::date)
      order by r.is_default desc, r.valid_from_on desc limit 1`,
  );
}
