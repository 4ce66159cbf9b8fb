import type { TaxRate } from "@mechanicbuddy/contract/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { db } from "../database.ts";
import type { Rate, RateFields } from "./tax-rate.ts";

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

/** Changes of tax rates wait for each other: whether periods overlap is only known about all of them. */
export function lock(ctx: Context): Promise<number> {
  return run(ctx.db, sql`select from settings for no key update`);
}

export function findWithUse(ctx: Context, id: string): Promise<TaxRate | undefined> {
  return maybeOne(ctx.db, sql<TaxRate>`select ${columns}, ${used} from tax_rates r where r.id = ${id}`);
}

const overlaps = (rate: RateFields) =>
  sql`daterange(valid_from_on, valid_until_on, '[]') && daterange(${rate.validFromOn}::date, ${rate.validUntilOn}::date, '[]')`;

/** Another rate of the same code that is valid in the same time. */
export function findOverlapping(ctx: Context, id: string, rate: RateFields): Promise<Rate | undefined> {
  return maybeOne(
    ctx.db,
    sql<Rate>`select ${columns} from tax_rates r where r.id <> ${id} and r.code = ${rate.code} and ${overlaps(rate)}
      order by r.valid_from_on limit 1`,
  );
}

/** On no day two rates are the default. */
export function takeDefaultFromOthers(ctx: Context, id: string, rate: RateFields): Promise<number> {
  return run(
    ctx.db,
    sql`update tax_rates set is_default = false where id <> ${id} and is_default and ${overlaps(rate)}`,
  );
}

/** The last supply date on which an issued document used the rate. */
export async function findLastUse(ctx: Context, id: string): Promise<string | null> {
  const found = await maybeOne<{ on: string | null }>(
    ctx.db,
    sql`select max(i.supply_on) as on from lines l join jobs j on j.id = l.job_id
      join invoices i on i.work_order_id = j.work_order_id where l.tax_rate_id = ${id}`,
  );
  return found?.on ?? null;
}

const row = (rate: RateFields) => ({
  code: rate.code,
  name: rate.name,
  percent: String(rate.percent),
  category: rate.category,
  reason: rate.reason,
  valid_from_on: rate.validFromOn,
  valid_until_on: rate.validUntilOn,
  is_default: rate.isDefault,
});

export function insert(ctx: Context, id: string, rate: RateFields): Promise<number> {
  return run(ctx.db, db.insertInto("tax_rates").values({ id, ...row(rate), created_by: ctx.actor.userId ?? null }));
}

export function update(ctx: Context, id: string, rate: RateFields): Promise<number> {
  return run(ctx.db, db.updateTable("tax_rates").set(row(rate)).where("id", "=", id));
}

export function remove(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, db.deleteFrom("tax_rates").where("id", "=", id));
}

export interface Use {
  kind: string;
  id: string;
  label: string;
}

/** Up to five places a rate is used in. */
export function findUses(ctx: Context, id: string): Promise<Use[]> {
  return rows(
    ctx.db,
    sql<Use>`(select 'labour_rate' as kind, id, name as label from labour_rates where tax_rate_id = ${id} limit 5)
      union all
      (select 'part', id, coalesce(name, code::text) from parts where tax_rate_id = ${id} limit 5)
      union all
      (select 'canned_job', id, title from canned_jobs
        where id in (select canned_job_id from canned_lines where tax_rate_id = ${id}) limit 5)
      union all
      (select 'work_order', o.id, o.number::text from work_orders o
        where exists (select from lines l join jobs j on j.id = l.job_id
          where j.work_order_id = o.id and l.tax_rate_id = ${id}) limit 5)
      limit 5`,
  );
}
