import type { PriceMode } from "@mechanicbuddy/contract/totals";
import { type Context, may } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { type RawBuilder, sql } from "kysely";
import { db } from "../database.ts";
import type { CannedLine, CannedState, LineState } from "./canned-job.ts";
import { linesToday } from "./priced-store.ts";
import type { Use } from "./rate-store.ts";

/** A canned job as stored, with its lines as of today; prices and costs only where the caller may see them. */
export interface RawJob extends Omit<CannedState, "lines" | "priceMode" | "fixedPriceCents"> {
  id: string;
  version: number;
  archivedAt: string | null;
  priceMode?: PriceMode;
  fixedPriceCents?: number | null;
  /** The workshop's mode of today. */
  shownMode: PriceMode;
  lines: CannedLine[];
}

const stateColumns = sql`coalesce(c.code, '') as code, c.title, c.category, c.kind, c.complaint, c.correction,
  case when cardinality(c.fits_makes) + cardinality(c.fits_engines) > 0
    then json_build_object('makes', c.fits_makes, 'engines', c.fits_engines) end as fits,
  case when c.due_title is not null
    then json_build_object('title', c.due_title, 'months', c.due_months, 'distance', c.due_distance) end as "dueItem"`;
const priceColumns = sql`, c.price_mode as "priceMode", c.fixed_price_cents as "fixedPriceCents"`;

function rawColumns(ctx: Context): RawBuilder<unknown> {
  const seen = { prices: may(ctx, "prices.read"), costs: may(ctx, "costs.read") };
  return sql`c.id, c.version, ${stateColumns}${seen.prices ? priceColumns : sql``}, c.archived_at as "archivedAt",
    s.price_mode as "shownMode", ${linesToday(ctx, seen)} as lines`;
}

export function find(ctx: Context, id: string): Promise<RawJob | undefined> {
  return maybeOne(
    ctx.db,
    sql<RawJob>`select ${rawColumns(ctx)} from canned_jobs c cross join settings s where c.id = ${id}`,
  );
}

export interface LockedJob extends CannedState {
  version: number;
  archivedAt: string | null;
}

/** What people wrote about the job, held until the transaction ends. */
export function lock(ctx: Context, id: string): Promise<LockedJob | undefined> {
  return maybeOne(
    ctx.db,
    sql<LockedJob>`select c.version, ${stateColumns}${priceColumns}, c.archived_at as "archivedAt",
        (select coalesce(json_agg(json_build_object('kind', l.kind, 'code', l.code, 'description', l.description,
            'quantity', trim_scale(l.quantity)::text, 'unit', l.unit, 'unitPriceCents', l.unit_price_cents,
            'discountPercent', l.discount_percent, 'taxRateId', l.tax_rate_id, 'costCents', l.cost_cents,
            'partId', l.part_id, 'labourRateId', l.labour_rate_id) order by l.position), '[]')
          from canned_lines l where l.canned_job_id = c.id) as lines
      from canned_jobs c where c.id = ${id} for update of c`,
  );
}

/** Whose code it is already, the workshop's price mode, and which of the named things are there. */
export interface Surroundings {
  priceMode: PriceMode;
  codeOf: { id: string; label: string } | null;
  parts: string[];
  labourRates: string[];
  taxRates: string[];
}

export function surroundings(
  ctx: Context,
  exceptId: string,
  { code = null, lines = [] }: { code?: string | null; lines?: readonly Partial<LineState>[] },
): Promise<Surroundings> {
  const ids = (key: "partId" | "labourRateId" | "taxRateId") => lines.flatMap((line) => line[key] ?? []);
  return one(
    ctx.db,
    sql<Surroundings>`select s.price_mode as "priceMode",
        (select json_build_object('id', o.id, 'label', o.title) from canned_jobs o
          where lower(o.code) = lower(${code}) and o.id <> ${exceptId} limit 1) as "codeOf",
        array(select id from parts where id = any(${ids("partId")}::uuid[])) as parts,
        array(select id from labour_rates where id = any(${ids("labourRateId")}::uuid[])) as "labourRates",
        array(select id from tax_rates where id = any(${ids("taxRateId")}::uuid[])) as "taxRates"
      from settings s`,
  );
}

function columnsOf(job: CannedState) {
  return {
    code: job.code,
    title: job.title,
    category: job.category,
    kind: job.kind,
    complaint: job.complaint,
    correction: job.correction,
    price_mode: job.priceMode,
    fixed_price_cents: job.fixedPriceCents,
    fits_makes: job.fits?.makes ?? [],
    fits_engines: job.fits?.engines ?? [],
    due_title: job.dueItem?.title ?? null,
    due_months: job.dueItem?.months ?? null,
    due_distance: job.dueItem?.distance ?? null,
  };
}

export async function insert(ctx: Context, id: string, job: CannedState): Promise<void> {
  const values = { id, ...columnsOf(job), created_by: ctx.actor.userId ?? null };
  await Promise.all([run(ctx.db, db.insertInto("canned_jobs").values(values)), insertLines(ctx, id, job.lines)]);
}

/** Without `lines` they stay as they are. */
export async function update(
  ctx: Context,
  id: string,
  job: CannedState,
  { archivedAt, lines }: { archivedAt: string | null; lines: LineState[] | undefined },
): Promise<void> {
  const values = { ...columnsOf(job), archived_at: archivedAt };
  await Promise.all([
    run(ctx.db, db.updateTable("canned_jobs").set(values).where("id", "=", id)),
    lines && run(ctx.db, sql`delete from canned_lines where canned_job_id = ${id}`),
    lines && insertLines(ctx, id, lines),
  ]);
}

function insertLines(ctx: Context, jobId: string, lines: readonly LineState[]): Promise<number> | undefined {
  if (lines.length === 0) return undefined;
  const values = lines.map((line, index) => ({
    id: newId(),
    canned_job_id: jobId,
    position: index + 1,
    kind: line.kind,
    code: line.code,
    description: line.description,
    quantity: line.quantity,
    unit: line.unit,
    unit_price_cents: line.unitPriceCents,
    discount_percent: String(line.discountPercent),
    tax_rate_id: line.taxRateId,
    cost_cents: line.costCents,
    part_id: line.partId,
    labour_rate_id: line.labourRateId,
    created_by: ctx.actor.userId ?? null,
  }));
  return run(ctx.db, db.insertInto("canned_lines").values(values));
}

/** Orders that used the job, up to five. */
export function usesOf(ctx: Context, id: string): Promise<Use[]> {
  return rows(
    ctx.db,
    sql<Use>`select distinct 'work_order' as kind, o.id, 'Work order ' || o.number as label
      from jobs j join work_orders o on o.id = j.work_order_id where j.canned_job_id = ${id} limit 5`,
  );
}

export function remove(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, sql`delete from canned_jobs where id = ${id}`);
}

export interface Filter {
  q?: string | undefined;
  category?: string | undefined;
  archived?: boolean | undefined;
  vehicleId?: string | undefined;
}

/** Sort values of the last job shown; `away` is true for those that do not fit the vehicle asked about. */
export interface Position {
  away: boolean;
  category: string;
  title: string;
  id: string;
}

function conditions({ q = "", category, archived = false }: Filter): RawBuilder<unknown>[] {
  const all = [archived ? sql`c.archived_at is not null` : sql`c.archived_at is null`];
  if (category !== undefined) all.push(sql`c.category = ${category}`);
  for (const word of q
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, 10)) {
    all.push(sql`unaccent(lower(concat_ws(' ', c.code, c.title, c.category, c.complaint,
      (select string_agg(concat_ws(' ', l.code, l.description), ' ') from canned_lines l where l.canned_job_id = c.id))))
      like '%' || unaccent(lower(${word.replace(/[\\%_]/g, "\\$&")})) || '%'`);
  }
  return all;
}

/** No list of makes or engines means every car. Engines are named by code or by words of their description. */
const fits = sql`(cardinality(c.fits_makes) = 0
    or exists (select from unnest(c.fits_makes) make where lower(make) = lower(v.make)))
  and (cardinality(c.fits_engines) = 0 or exists (select from unnest(c.fits_engines) engine
    where lower(engine) = lower(v.engine_code) or position(lower(engine) in lower(v.engine)) > 0))`;

export type ListedJob = RawJob & { fitsVehicle: boolean };

/** One row more than asked for. Those that fit the vehicle come first. */
export function page(
  ctx: Context,
  filter: Filter,
  { after, limit, sort }: { after: Position | undefined; limit: number; sort: "category" | "title" },
): Promise<ListedJob[]> {
  const byPlace = [sql`c.category`, sql`c.title`, sql`c.id`].slice(sort === "title" ? 1 : 0);
  const order = filter.vehicleId === undefined ? byPlace : [sql`not f.fits`, ...byPlace];
  const where = conditions(filter);
  if (after !== undefined) {
    const values = [sql`${after.category}`, sql`${after.title}`, sql`${after.id}::uuid`].slice(
      sort === "title" ? 1 : 0,
    );
    const last = filter.vehicleId === undefined ? values : [sql`${after.away}::boolean`, ...values];
    where.push(sql`(${sql.join(order)}) > (${sql.join(last)})`);
  }
  return rows(
    ctx.db,
    sql<ListedJob>`select ${rawColumns(ctx)}, f.fits as "fitsVehicle"
      from canned_jobs c cross join settings s
      left join vehicles v on v.id = ${filter.vehicleId ?? null}
      cross join lateral (select ${fits} as fits) f
      where ${sql.join(where, sql` and `)} order by ${sql.join(order)} limit ${limit + 1}`,
  );
}

export async function count(ctx: Context, filter: Filter): Promise<number> {
  const { total } = await one<{ total: number }>(
    ctx.db,
    sql`select count(*)::int as total from (select from canned_jobs c
      where ${sql.join(conditions(filter), sql` and `)} limit 10000) counted`,
  );
  return total;
}
