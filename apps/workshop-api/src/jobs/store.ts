import { rolesWith } from "@mechanicbuddy/contract/permission";
import { notFound } from "@mechanicbuddy/contract/problem";
import type { PriceMode, TaxCategory, TaxTreatment } from "@mechanicbuddy/contract/totals";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";
import type { Authorisation, Stage } from "../work-orders/work-orders.ts";
import type { LineState, Sources } from "./line.ts";

export interface StoredLine extends LineState {
  version: number;
  position: number;
  /** Of a waiting part: what is in the car all the same. */
  out: string | null;
  taxCategory: TaxCategory;
  taxPercent: number;
  /** Cost of one unit as issued or typed, else as stock or supplier have it. */
  unitCostCents: number | null;
}

/** A job somebody is about to change, with what the change must know. Nobody else changes it until the transaction ends. */
export interface LockedJob {
  id: string;
  version: number;
  position: number;
  title: string;
  kind: string;
  billing: "customer" | "warranty" | "internal";
  complaint: string | null;
  cause: string | null;
  correction: string | null;
  authorisation: Authorisation;
  mechanicIds: string[];
  lines: StoredLine[];
  /** What the customer said yes to or was asked for, VAT included; null when neither. */
  agreedCents: number | null;
  order: { id: string; number: number; stage: Stage; priceMode: PriceMode; taxTreatment: TaxTreatment };
  customerDiscount: number;
  tolerancePercent: number;
  /** Highest discount the caller's role may give; null is no limit. */
  discountLimit: number | null;
}

/**
 * Locks jobs against other changes and reads them. The order is locked first, and lightly: whoever issues its invoice
 * holds it and then touches its jobs, so the other way round two people would wait for each other. The jobs are read
 * by a statement of their own, because only one that begins after the lock sees what the last writer left.
 * @param which selects ids of jobs
 */
export async function lockJobs(ctx: Context, which: RawBuilder<unknown>): Promise<LockedJob[]> {
  const [, , jobs] = await Promise.all([
    run(
      ctx.db,
      sql`select from work_orders where id in (select work_order_id from jobs where id in (${which})) order by id for key share`,
    ),
    run(ctx.db, sql`select from jobs where id in (${which}) order by id for update`),
    rows<{ job: LockedJob }>(
      ctx.db,
      sql`select json_build_object('id', j.id, 'version', j.version, 'position', j.position, 'title', j.title,
          'kind', j.kind, 'billing', j.billing, 'complaint', j.complaint, 'cause', j.cause, 'correction', j.correction,
          'authorisation', j.authorisation,
          'mechanicIds', coalesce((select json_agg(m.employee_id order by m.employee_id)
            from job_mechanics m where m.job_id = j.id), '[]'),
          'lines', coalesce((select json_agg(${storedLine} order by l.position, l.id)
            from lines l join tax_rates t on t.id = l.tax_rate_id where l.job_id = j.id), '[]'),
          'agreedCents', case j.authorisation
            when 'approved' then (select a.amount_cents from approvals a
              where a.job_id = j.id and a.decision = 'approved' order by a.seq desc limit 1)
            when 'asked' then (select e.total_cents from estimate_jobs e join estimates s on s.id = e.estimate_id
              where e.job_id = j.id and s.withdrawn_at is null order by s.n desc limit 1) end,
          'order', json_build_object('id', o.id, 'number', o.number, 'stage', o.stage, 'priceMode', o.price_mode,
            'taxTreatment', coalesce(c.tax_treatment, 'standard')),
          'customerDiscount', coalesce(c.discount_percent, 0),
          'tolerancePercent', s.approval_tolerance_percent,
          'discountLimit', s.discount_limits->${ctx.actor.role ?? ""}::text) as job
        from jobs j join work_orders o on o.id = j.work_order_id left join customers c on c.id = o.customer_id
        cross join settings s where j.id in (${which}) order by j.id`,
    ),
  ]);
  return jobs.map(({ job }) => job);
}

/** What a credit note left in the car of a line that waits again; the rest of it went back to the shelf. */
const stillOut = sql`case when l.part_status in ('needed', 'ordered', 'arrived') then
  (select trim_scale(-sum(m.quantity))::text from stock_moves m where m.line_id = l.id and m.part_id = l.part_id) end`;

const storedLine = sql`json_build_object('id', l.id, 'version', l.version, 'position', l.position, 'kind', l.kind,
  'code', l.code, 'description', l.description, 'quantity', trim_scale(l.quantity)::text, 'unit', l.unit,
  'unitPriceCents', l.unit_price_cents, 'discountPercent', l.discount_percent, 'taxRateId', l.tax_rate_id,
  'taxCategory', t.category, 'taxPercent', t.percent, 'costCents', l.cost_cents, 'partId', l.part_id,
  'storageId', l.storage_id, 'partStatus', l.part_status, 'employeeId', l.employee_id, 'out', ${stillOut},
  'unitCostCents', coalesce(l.cost_cents, part_cost(l.part_id)))`;

/** What is out of the shelf for these lines, however they stand. */
export async function outOf(ctx: Context, lineIds: readonly string[]): Promise<Map<string, string>> {
  const found = await rows(
    ctx.db,
    sql<{ id: string; out: string }>`select l.id, trim_scale(-sum(m.quantity))::text as out
      from lines l join stock_moves m on m.line_id = l.id and m.part_id = l.part_id
      where l.id = any(${[...lineIds]}::uuid[]) group by l.id`,
  );
  return new Map(found.map(({ id, out }) => [id, out]));
}

export async function lockJob(ctx: Context, jobId: string): Promise<LockedJob> {
  const [job] = await lockJobs(ctx, sql`select ${jobId}::uuid`);
  if (job === undefined) throw notFound();
  return job;
}

/** Whose the order is and which car it is about. */
export function aboutOrder(ctx: Context, id: string): Promise<{ plate: string | null; responsibleId: string | null }> {
  return one(
    ctx.db,
    sql<{ plate: string | null; responsibleId: string | null }>`select v.plate, o.responsible_id as "responsibleId"
      from work_orders o left join vehicles v on v.id = o.vehicle_id where o.id = ${id}`,
  );
}

/** What a new or changed line may take its values from, in one statement. */
export async function sources(
  ctx: Context,
  named: {
    kind?: string | undefined;
    partId?: string | null | undefined;
    storageId?: string | null | undefined;
    employeeId?: string | null | undefined;
    taxRateId?: string | undefined;
  },
): Promise<Sources & { partCostCents: number | null }> {
  const { kind = "part", partId = null, storageId = null, employeeId = null, taxRateId = null } = named;
  const { found } = await one<{ found: Sources & { partCostCents: number | null } }>(
    ctx.db,
    sql`select json_build_object(
        'part', case when p.id is not null then json_build_object('id', p.id, 'code', p.code,
          'name', coalesce(p.name, p.code::text), 'unit', p.unit, 'priceCents', p.sale_price_cents,
          'priceMode', p.price_mode, 'discountPercent', coalesce(p.discount_percent, 0), 'storageId', p.storage_id) end,
        'labour', case when r.id is not null then json_build_object('priceCents', r.price_cents, 'priceMode', r.price_mode) end,
        'taxRate', case when t.id is not null then
          json_build_object('id', t.id, 'category', t.category, 'percent', t.percent) end,
        'storageExists', exists (select from storages where id = ${storageId}),
        'employeeExists', exists (select from employees where id = ${employeeId}),
        'partCostCents', part_cost(p.id)) as found
      from (select) nothing
      left join parts p on p.id = ${partId}
      left join employees e on e.id = ${employeeId}
      left join labour_rates r on r.id = coalesce(e.labour_rate_id, (select id from labour_rates where is_default))
      left join lateral (
        select id, category, percent from tax_rates where id = ${taxRateId}
        union all
        select id, category, percent
          from tax_rate_on(case ${kind} when 'labour' then r.tax_rate_id else p.tax_rate_id end, workshop_day(${ctx.now()}))
         where ${taxRateId}::uuid is null
      ) t on true`,
  );
  return found;
}

export function taxRates(
  ctx: Context,
  ids: readonly string[],
): Promise<{ id: string; category: TaxCategory; percent: number }[]> {
  return rows(
    ctx.db,
    sql`select id, category, percent::float8 as percent from tax_rates where id = any(${ids as string[]}::uuid[])`,
  );
}

/** People who may give any discount, by first name: whom to ask. */
export async function namesWhoOverride(ctx: Context): Promise<string[]> {
  const found = await rows<{ name: string }>(
    ctx.db,
    sql`select e.first_name as name from users u join employees e on e.id = u.employee_id
      where u.disabled_at is null and u.role = any(${rolesWith("prices.override")}::text[])
      order by e.first_name limit 5`,
  );
  return found.map(({ name }) => name);
}

/** Who typed into a line last. */
export async function lastAuthor(ctx: Context, lineId: string): Promise<string | null> {
  const found = await maybeOne<{ name: string | null }>(
    ctx.db,
    sql`select coalesce(a.actor_name, btrim(e.first_name || ' ' || e.last_name)) as name
      from audit_entries a left join users u on u.id = a.actor_id left join employees e on e.id = u.employee_id
      where a.entity_kind = 'line' and a.entity_id = ${lineId} order by a.seq desc limit 1`,
  );
  return found?.name ?? null;
}

/** Writes lines at the end of their jobs, in the order given. */
export function insertLines(ctx: Context, lines: readonly (LineState & { jobId: string })[]): Promise<number> {
  if (lines.length === 0) return Promise.resolve(0);
  return run(
    ctx.db,
    sql`insert into lines (id, job_id, position, kind, code, description, quantity, unit, unit_price_cents,
        discount_percent, tax_rate_id, cost_cents, part_id, storage_id, part_status, employee_id,
        created_at, updated_at, created_by)
      select g.id, g."jobId", coalesce((select max(l.position) from lines l where l.job_id = g."jobId"), 0) + g.n, g.kind,
        g.code, g.description, g.quantity, g.unit, g."unitPriceCents", g."discountPercent", g."taxRateId", g."costCents",
        g."partId", g."storageId", g."partStatus", g."employeeId", ${ctx.now()}, ${ctx.now()},
        ${ctx.actor.userId ?? null}::uuid
      from rows from (jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as (id uuid, "jobId" uuid, kind text, code text,
          description text, quantity numeric, unit text, "unitPriceCents" bigint, "discountPercent" numeric,
          "taxRateId" uuid, "costCents" bigint, "partId" uuid, "storageId" uuid, "partStatus" text, "employeeId" uuid))
        with ordinality as g (id, "jobId", kind, code, description, quantity, unit, "unitPriceCents", "discountPercent",
          "taxRateId", "costCents", "partId", "storageId", "partStatus", "employeeId", n)`,
  );
}

export function updateLine(ctx: Context, line: LineState, jobId: string): Promise<number> {
  return run(
    ctx.db,
    sql`update lines set job_id = ${jobId}, kind = ${line.kind}, code = ${line.code}, description = ${line.description},
        quantity = ${line.quantity}::numeric, unit = ${line.unit}, unit_price_cents = ${line.unitPriceCents},
        discount_percent = ${line.discountPercent}::numeric, tax_rate_id = ${line.taxRateId}, cost_cents = ${line.costCents},
        part_id = ${line.partId}, storage_id = ${line.storageId}, part_status = ${line.partStatus},
        employee_id = ${line.employeeId},
        position = case when job_id = ${jobId} then position
          else coalesce((select max(o.position) from lines o where o.job_id = ${jobId}), 0) + 1 end
      where id = ${line.id}`,
  );
}

export function setDiscount(ctx: Context, lineIds: readonly string[], percent: number): Promise<number> {
  return run(
    ctx.db,
    sql`update lines set discount_percent = ${percent}::numeric where id = any(${[...lineIds]}::uuid[])`,
  );
}

export function deleteLine(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, sql`delete from lines where id = ${id}`);
}

/** True when stock ever moved for one of these lines: the ledger keeps referring to them. */
export async function hasMoves(ctx: Context, lineIds: readonly string[]): Promise<boolean> {
  const found = await rows(ctx.db, sql`select from stock_moves where line_id = any(${[...lineIds]}::uuid[]) limit 1`);
  return found.length > 0;
}

export function setLinePositions(ctx: Context, lineIds: readonly string[]): Promise<number> {
  return run(
    ctx.db,
    sql`update lines l set position = g.n from unnest(${[...lineIds]}::uuid[]) with ordinality g (id, n)
      where l.id = g.id and l.position <> g.n`,
  );
}

export function setContentHash(ctx: Context, jobId: string, hash: Buffer): Promise<number> {
  return run(ctx.db, sql`update jobs set content_hash = ${hash} where id = ${jobId} and content_hash <> ${hash}`);
}
