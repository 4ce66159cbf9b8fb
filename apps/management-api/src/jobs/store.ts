import type { Job, JobKind, JobRow, JobState, Step, StepState } from "@mechanicbuddy/contract/management/jobs";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { PageQuery } from "../lists.ts";
import { newestFirst } from "../lists.ts";
import type { Subject } from "./step.ts";

export interface NewJob {
  kind: JobKind;
  tenant: string | null;
  instance?: string;
  input?: Record<string, unknown>;
  requestedBy: string;
  trigger?: string;
  deadlineAt?: Date;
}

/** Undefined when the workshop has an unfinished job already. */
export async function insert(ctx: Context, job: NewJob, steps: readonly string[]): Promise<string | undefined> {
  const id = newId();
  const made = await run(
    ctx.db,
    sql`insert into jobs (id, kind, tenant, instance, state, input, requested_by, trigger, deadline_at, created_at)
      values (${id}, ${job.kind}, ${job.tenant}, ${job.instance ?? null}, 'queued', ${JSON.stringify(job.input ?? {})},
        ${job.requestedBy}, ${job.trigger ?? null}, ${job.deadlineAt ?? null}, ${ctx.now()})
      on conflict do nothing`,
  );
  if (made === 0) return undefined;
  await run(
    ctx.db,
    sql`insert into job_steps (job, position, name, state)
      select ${id}, n, name, 'pending' from unnest(${steps as string[]}::text[]) with ordinality as s (name, n)`,
  );
  return id;
}

export function unfinishedOf(ctx: Context, tenant: string): Promise<{ id: string; kind: string } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{ id: string; kind: string }>`select id, kind from jobs
      where tenant = ${tenant} and state in ('queued', 'running', 'waiting', 'undoing')`,
  );
}

export interface StoredStep {
  position: number;
  name: string;
  state: StepState;
  attempts: number;
  output: Record<string, unknown> | null;
}

export interface StoredJob {
  id: string;
  kind: JobKind;
  state: JobState;
  tenant: string | null;
  instance: string | null;
  input: Record<string, unknown>;
  trigger: string | null;
  deadlineAt: string | null;
  steps: StoredStep[];
}

export function load(ctx: Context, id: string): Promise<StoredJob | undefined> {
  return maybeOne(
    ctx.db,
    sql<StoredJob>`select id, kind, state, tenant, instance, input, trigger, deadline_at as "deadlineAt",
        (select jsonb_agg(jsonb_build_object('position', position, 'name', name, 'state', state, 'attempts', attempts,
          'output', output) order by position) from job_steps where job = jobs.id) as steps
      from jobs where id = ${id}`,
  );
}

export function subjectOf(ctx: Context, tenant: string): Promise<Subject | undefined> {
  return maybeOne(
    ctx.db,
    sql<Subject>`select t.id, company_name as "companyName", contact_name as "contactName", t.locale, country, state, tier,
        instance, with_sample_data as "withSampleData", activated_at is not null as "wasActive",
        coalesce((select email::text from memberships m join accounts a on a.id = m.account
          where m.tenant = t.id and m.role = 'owner' order by since limit 1), '') as "ownerEmail"
      from tenants t where t.id = ${tenant}`,
  );
}

interface StepChange {
  state: StepState;
  output?: Record<string, unknown>;
  error?: string | null;
  attempts?: number;
  nextTryAt?: Date;
}

export async function setStep(ctx: Context, job: string, position: number, change: StepChange): Promise<void> {
  const { state, output, error, attempts, nextTryAt } = change;
  const isOver = ["done", "skipped", "failed", "undone"].includes(state);
  await run(
    ctx.db,
    sql`update job_steps set state = ${state},
        output = coalesce(${output === undefined ? null : JSON.stringify(output)}::jsonb, output),
        error = case when ${error === undefined} then error else ${error ?? null} end, attempts = coalesce(${attempts ?? null}, attempts), next_try_at = ${nextTryAt ?? null},
        started_at = case when ${state} = 'pending' then null else coalesce(started_at, ${ctx.now()}) end,
        finished_at = ${isOver ? ctx.now() : null}
      where job = ${job} and position = ${position}`,
  );
}

export async function setState(ctx: Context, job: string, state: JobState): Promise<void> {
  const isOver = ["succeeded", "failed", "undone", "cancelled"].includes(state);
  await run(
    ctx.db,
    sql`update jobs set state = ${state}, stepped_at = ${ctx.now()}, finished_at = ${isOver ? ctx.now() : null} where id = ${job}`,
  );
}

export async function log(ctx: Context, job: string, step: string | null, text: string): Promise<void> {
  await run(
    ctx.db,
    sql`insert into job_log (job, step, text, at) values (${job}, ${step}, ${text.slice(0, 2_000)}, ${ctx.now()})`,
  );
}

const jobRow = sql`j.id, j.kind, j.state, j.tenant, j.instance, j.dry_run as "dryRun", j.requested_by as "requestedBy",
  j.created_at as "createdAt", j.finished_at as "finishedAt"`;

const moment = (column: string) => sql`to_char(${sql.raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export function find(ctx: Context, id: string): Promise<(JobRow & { steps: Step[]; log: Job["log"] }) | undefined> {
  return maybeOne(
    ctx.db,
    sql<JobRow & { steps: Step[]; log: Job["log"] }>`select ${jobRow},
        (select coalesce(json_agg(json_build_object('position', position, 'name', name, 'state', state, 'attempts', attempts,
          'error', error, 'nextTryAt', ${moment("next_try_at")}, 'startedAt', ${moment("started_at")},
          'finishedAt', ${moment("finished_at")}) order by position), '[]') from job_steps where job = j.id) as steps,
        (select coalesce(json_agg(json_build_object('at', ${moment("at")}, 'step', step, 'text', text) order by id), '[]')
          from (select * from job_log where job = j.id order by id desc limit 500) lines) as log
      from jobs j where j.id = ${id}`,
  );
}

export function list(ctx: Context, filter: { state?: string; kind?: string; tenant?: string } & PageQuery) {
  return newestFirst<JobRow>(
    ctx,
    {
      select: sql`select ${jobRow}`,
      from: sql`from jobs j`,
      where: sql`(${filter.state ?? null}::text is null or j.state = ${filter.state ?? null})
        and (${filter.kind ?? null}::text is null or j.kind = ${filter.kind ?? null})
        and (${filter.tenant ?? null}::text is null or j.tenant = ${filter.tenant ?? null})`,
      at: [sql`j.created_at`, "createdAt"],
      id: sql`j.id`,
    },
    filter,
  );
}

/** Jobs that should be going on and did not for a while. */
export async function stuck(ctx: Context, before: Date): Promise<string[]> {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`select id from jobs where state in ('queued', 'running', 'undoing') and coalesce(stepped_at, created_at) < ${before}`,
  );
  return found.map(({ id }) => id);
}

export interface NewResource {
  kind: string;
  name: string;
  externalId?: string;
  tenant: string;
  instance?: string | null;
  job: string;
  desired?: Record<string, unknown>;
}

/** Notes a thing we own elsewhere; once, however often its step runs. */
export async function keepResource(ctx: Context, resource: NewResource): Promise<void> {
  const { kind, name, externalId, tenant, instance, job, desired = {} } = resource;
  await run(
    ctx.db,
    sql`insert into resources (id, kind, name, external_id, tenant, instance, job, desired, created_at)
      values (${newId()}, ${kind}, ${name}, ${externalId ?? null}, ${tenant}, ${instance ?? null}, ${job}, ${JSON.stringify(desired)}, ${ctx.now()})
      on conflict (kind, name) do update set external_id = excluded.external_id, desired = excluded.desired, tenant = excluded.tenant`,
  );
}

export async function hasResource(ctx: Context, kind: string, name: string): Promise<boolean> {
  return (await maybeOne(ctx.db, sql`select 1 from resources where kind = ${kind} and name = ${name}`)) !== undefined;
}

export async function forgetResource(ctx: Context, kind: string, name: string): Promise<void> {
  await run(ctx.db, sql`delete from resources where kind = ${kind} and name = ${name}`);
}

/** True while a further instance is being waited for. */
export async function unfinishedRoom(ctx: Context): Promise<boolean> {
  const found = await maybeOne(
    ctx.db,
    sql`select 1 from jobs where kind = 'add-instance' and state in ('queued', 'running', 'waiting')`,
  );
  return found !== undefined;
}

export async function newDeadline(ctx: Context, id: string, at: Date): Promise<void> {
  await run(ctx.db, sql`update jobs set deadline_at = ${at}, finished_at = null where id = ${id}`);
}
