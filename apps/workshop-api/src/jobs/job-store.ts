import { notFound } from "@mechanicbuddy/contract/problem";
import type { Job } from "@mechanicbuddy/contract/work-orders";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { db } from "../database.ts";
import type { Authorisation } from "../work-orders/work-orders.ts";
import type { JobRow, OpenOrder, OrderTerms, RevivableJob } from "./new-job.ts";

/** Writes jobs at the end of an order, in the order given. */
export function insertJobs(ctx: Context, orderId: string, jobs: readonly JobRow[]): Promise<number> {
  const given = jobs.map((job) => ({ ...job, contentHash: job.contentHash.toString("hex") }));
  return run(
    ctx.db,
    sql`insert into jobs (id, work_order_id, position, title, kind, billing, complaint, cause, correction, authorisation,
        content_hash, canned_job_id, revived_from, created_at, updated_at, created_by)
      select g.id, ${orderId}, coalesce((select max(position) from jobs where work_order_id = ${orderId}), 0) + g.n, g.title,
        g.kind, g.billing, g.complaint, g.cause, g.correction, g.authorisation, decode(g."contentHash", 'hex'),
        g."cannedJobId", g."revivedFrom", ${ctx.now()}, ${ctx.now()}, ${ctx.actor.userId ?? null}::uuid
      from rows from (jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as (id uuid, title text, kind text, billing text,
          complaint text, cause text, correction text, authorisation text, "contentHash" text, "cannedJobId" uuid,
          "revivedFrom" uuid)) with ordinality as g (id, title, kind, billing, complaint, cause, correction, authorisation,
          "contentHash", "cannedJobId", "revivedFrom", n)`,
  );
}

/** Sets who works on a job: those not named leave it. */
export async function setMechanics(ctx: Context, jobId: string, employeeIds: readonly string[]): Promise<void> {
  const ids = [...employeeIds];
  await Promise.all([
    run(ctx.db, sql`delete from job_mechanics where job_id = ${jobId} and employee_id <> all(${ids}::uuid[])`),
    run(
      ctx.db,
      sql`insert into job_mechanics (job_id, employee_id, created_at, created_by)
        select ${jobId}, id, ${ctx.now()}, ${ctx.actor.userId ?? null}::uuid from employees where id = any(${ids}::uuid[])
        on conflict do nothing`,
    ),
  ]);
}

/** How many of these people there are. */
export async function countEmployees(ctx: Context, ids: readonly string[]): Promise<number> {
  const found = await rows(ctx.db, sql`select from employees where id = any(${[...ids]}::uuid[])`);
  return found.length;
}

export interface JobFields {
  title: string;
  kind: string;
  billing: string;
  complaint: string | null;
  cause: string | null;
  correction: string | null;
  authorisation: Authorisation;
}

export function updateJob(ctx: Context, id: string, fields: JobFields): Promise<number> {
  return run(ctx.db, db.updateTable("jobs").set(fields).where("id", "=", id));
}

/** Ids of an order's jobs in their order. */
export async function jobIds(ctx: Context, orderId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`select id from jobs where work_order_id = ${orderId} order by position, id`,
  );
  return found.map(({ id }) => id);
}

export function setJobPositions(ctx: Context, ids: readonly string[]): Promise<number> {
  return run(
    ctx.db,
    sql`update jobs j set position = g.n from unnest(${[...ids]}::uuid[]) with ordinality g (id, n)
      where j.id = g.id and j.position <> g.n`,
  );
}

export function deleteJob(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, sql`delete from jobs where id = ${id}`);
}

/** True when the customer was asked about a job, or answered. */
export async function wasAsked(ctx: Context, id: string): Promise<boolean> {
  const found = await rows(
    ctx.db,
    sql`select from estimate_jobs where job_id = ${id} union all select from approvals where job_id = ${id} limit 1`,
  );
  return found.length > 0;
}

type Result = {
  cause: string | null;
  correction: string | null;
  done: boolean;
  outcome: Job["outcome"];
};

/** Writes what was found and done where the version still fits; undefined where it does not. */
export function updateResult(
  ctx: Context,
  id: string,
  { version, ...given }: { version: number } & { [K in keyof Result]?: Result[K] | undefined },
): Promise<{ before: Result; after: Result } | undefined> {
  const { cause, correction, done, outcome } = given;
  const now = ctx.now();
  return maybeOne(
    ctx.db,
    sql<{ before: Result; after: Result }>`with was as (
        select id, cause, correction, done_at, outcome from jobs where id = ${id} and version = ${version} for update)
      update jobs j set
        cause = case when ${cause !== undefined} then ${cause ?? null}::text else j.cause end,
        correction = case when ${correction !== undefined} then ${correction ?? null}::text else j.correction end,
        done_at = case ${done ?? null}::boolean when true then coalesce(j.done_at, ${now}) when false then null else j.done_at end,
        done_by = case ${done ?? null}::boolean when true then coalesce(j.done_by, ${ctx.actor.userId ?? null}::uuid)
          when false then null else j.done_by end,
        outcome = case when ${done === false} then null when ${outcome !== undefined} then ${outcome ?? null}::text
          else j.outcome end
      from was where j.id = was.id
      returning json_build_object('cause', was.cause, 'correction', was.correction, 'done', was.done_at is not null,
          'outcome', was.outcome) as before,
        json_build_object('cause', j.cause, 'correction', j.correction, 'done', j.done_at is not null,
          'outcome', j.outcome) as after`,
  );
}

/** An order that takes new jobs, with what their prices depend on; not found when it is not there. */
export async function openOrder(ctx: Context, id: string): Promise<OpenOrder> {
  const order = await maybeOne<OpenOrder>(
    ctx.db,
    sql`select o.id, o.number, o.stage, o.vehicle_id as "vehicleId", o.price_mode as "priceMode",
        coalesce(c.discount_percent, 0)::float8 as "discountPercent"
      from work_orders o left join customers c on c.id = o.customer_id where o.id = ${id} for key share of o`,
  );
  if (order === undefined) throw notFound();
  return order;
}

/** What prices of an order's lines depend on. */
export async function termsOf(ctx: Context, id: string): Promise<OrderTerms> {
  const terms = await maybeOne<OrderTerms>(
    ctx.db,
    sql`select o.price_mode as "priceMode", coalesce(c.tax_treatment, 'standard') as "taxTreatment",
        coalesce(c.discount_percent, 0)::float8 as "discountPercent"
      from work_orders o left join customers c on c.id = o.customer_id where o.id = ${id}`,
  );
  if (terms === undefined) throw notFound();
  return terms;
}

/** Jobs with their lines and what parts and hours cost today, in the order of `ids`. */
export function jobsToCopy(ctx: Context, ids: readonly string[]): Promise<RevivableJob[]> {
  return rows(
    ctx.db,
    sql<RevivableJob>`select j.id, o.vehicle_id as "vehicleId", o.price_mode as "priceMode", j.authorisation, j.title, j.kind,
        j.billing, j.complaint, j.canned_job_id as "cannedJobId",
        coalesce((select json_agg(json_build_object('kind', l.kind, 'code', l.code, 'description', l.description,
            'quantity', trim_scale(l.quantity)::text, 'unit', l.unit, 'unitPriceCents', l.unit_price_cents,
            'discountPercent', l.discount_percent, 'taxRateId', t.id, 'taxPercent', t.percent, 'costCents',
              case when l.part_id is null then l.cost_cents end, 'partId', l.part_id,
            'storageId', l.storage_id, 'employeeId', null,
            'todayCents', case when l.kind = 'part' then p.sale_price_cents when l.unit = 'HUR' then r.price_cents end,
            'todayMode', case when l.kind = 'part' then p.price_mode else r.price_mode end)
            order by l.position, l.id)
          from lines l
          left join parts p on p.id = l.part_id
          left join labour_rates r on l.kind = 'labour' and r.is_default
          cross join lateral tax_rate_on(l.tax_rate_id, workshop_day(${ctx.now()})) t
          where l.job_id = j.id and coalesce(l.part_status, '') not in ('returned', 'dropped')), '[]') as lines
      from jobs j join work_orders o on o.id = j.work_order_id
      where j.id = any(${[...ids]}::uuid[]) order by array_position(${[...ids]}::uuid[], j.id)`,
  );
}
