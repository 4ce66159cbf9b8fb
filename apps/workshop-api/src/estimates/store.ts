import { canonicalJson } from "@mechanicbuddy/platform/canonical";
import type { Context } from "@mechanicbuddy/platform/context";
import { may } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { type RawBuilder, sql } from "kysely";
import { db } from "../database.ts";
import { picturesOfJob } from "../files/files.ts";
import type { EstimateRow, ShownEstimate } from "./estimate.ts";
import type { FrozenEstimate } from "./frozen.ts";

/** A moment inside JSON that PostgreSQL builds. */
const utc = (moment: RawBuilder<unknown>) =>
  sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The latest decision of each job of estimate `e`, with who gave it. */
const answered = sql`left join lateral (
    select a.decision, a.decided_at, p.name, p.erased_at from approvals a
    left join approval_people p on p.approval_id = a.id
    where a.job_id = ej.job_id and a.estimate_id = e.id order by a.seq desc limit 1
  ) answer on true`;

/** Versions as the workshop sees them; sums and addresses are selected only for those who may see them. */
function estimates(ctx: Context, where: RawBuilder<unknown>) {
  const prices = may(ctx, "prices.read");
  const contacts = may(ctx, "contacts.read");
  return sql<EstimateRow>`
    select e.id, e.number, e.work_order_id as "workOrderId", e.version, e.created_at as "issuedAt",
      e.valid_until_on as "validUntilOn", e.language, e.withdrawn_at as "withdrawnAt",
      ${prices ? sql`e.net_cents as "netCents", e.vat_cents as "vatCents", e.total_cents as "totalCents",` : sql``}
      ${contacts ? sql`links."sentTo",` : sql``}
      links."hasLinks", links."firstOpenedAt", newest.number as "newestNumber", jobs.list as jobs
    from estimates e
    cross join lateral (
      select n.number from estimates n where n.work_order_id = e.work_order_id order by n.n desc limit 1
    ) newest
    cross join lateral (
      select count(*) > 0 as "hasLinks", min(l.first_opened_at) as "firstOpenedAt",
        coalesce(array_agg(distinct l.recipient) filter (where l.channel = 'email'), '{}') as "sentTo"
      from estimate_links l where l.estimate_id = e.id
    ) links
    cross join lateral (
      select json_agg(json_build_object('jobId', ej.job_id, 'title', frozen.job ->> 'title',
          ${prices ? sql`'totalCents', ej.total_cents,` : sql``}
          'decision', answer.decision, 'decidedAt', ${utc(sql`answer.decided_at`)},
          'changed', j.content_hash <> ej.content_hash) order by frozen.position) as list
      from jsonb_array_elements(e.snapshot -> 'jobs') with ordinality frozen (job, position)
      join estimate_jobs ej on ej.estimate_id = e.id and ej.job_id = (frozen.job ->> 'jobId')::uuid
      join jobs j on j.id = ej.job_id
      ${answered}
    ) jobs
    where ${where}
    order by e.created_at desc, e.n desc limit 100`;
}

export function find(ctx: Context, id: string): Promise<EstimateRow | undefined> {
  return maybeOne(ctx.db, estimates(ctx, sql`e.id = ${id}`));
}

export function listOf(ctx: Context, workOrderId: string): Promise<EstimateRow[]> {
  return rows(ctx.db, estimates(ctx, sql`e.work_order_id = ${workOrderId}`));
}

/** Whose estimates are asked for. */
export type Whose = "customer" | "vehicle";

export function listOfAll(ctx: Context, whose: Whose, id: string): Promise<EstimateRow[]> {
  const orders = whose === "customer" ? sql`customer_id = customer_now(${id})` : sql`vehicle_id = ${id}`;
  return rows(ctx.db, estimates(ctx, sql`e.work_order_id in (select id from work_orders where ${orders})`));
}

export async function isThere(ctx: Context, whose: Whose, id: string): Promise<boolean> {
  const table = whose === "customer" ? sql`customers` : sql`vehicles`;
  return (await maybeOne(ctx.db, sql`select from ${table} where id = ${id}`)) !== undefined;
}

export async function orderExists(ctx: Context, workOrderId: string): Promise<boolean> {
  return (await maybeOne(ctx.db, sql`select from work_orders where id = ${workOrderId}`)) !== undefined;
}

/** What a version's own operations decide by. */
export interface EstimateFacts {
  id: string;
  number: string;
  workOrderId: string;
  language: string;
  currency: string;
  totalCents: number;
  validUntilOn: string;
  withdrawnAt: string | null;
  newestNumber: string;
  pdfFileId: string;
  customerId: string | null;
  customerName: string | null;
  orderNumber: string;
  plate: string | null;
  vehicle: string | null;
  isDecided: boolean;
}

export function findFacts(ctx: Context, id: string): Promise<EstimateFacts | undefined> {
  return maybeOne(
    ctx.db,
    sql<EstimateFacts>`
      select e.id, e.number, e.work_order_id as "workOrderId", e.language, e.total_cents as "totalCents",
        e.snapshot #>> '{document,currency}' as currency, e.valid_until_on as "validUntilOn",
        e.withdrawn_at as "withdrawnAt", e.pdf_file_id as "pdfFileId", e.snapshot ->> 'customerId' as "customerId",
        e.snapshot #>> '{document,buyer,name}' as "customerName",
        e.snapshot #>> '{document,orderNumber}' as "orderNumber", e.snapshot #>> '{vehicle,plate}' as plate,
        e.snapshot #>> '{vehicle,label}' as vehicle,
        (select n.number from estimates n where n.work_order_id = e.work_order_id order by n.n desc limit 1)
          as "newestNumber",
        exists (select from approvals a where a.estimate_id = e.id) as "isDecided"
      from estimates e where e.id = ${id}`,
  );
}

/** Refuses as locked, naming the invoice, when the order has one in force. */
export async function refuseInvoiced(ctx: Context, workOrderId: string): Promise<void> {
  await run(ctx.db, sql`select refuse_if_invoiced(${workOrderId})`);
}

export async function findPdf(ctx: Context, id: string): Promise<string | undefined> {
  const found = await maybeOne(
    ctx.db,
    sql<{ fileId: string }>`select pdf_file_id as "fileId" from estimates where id = ${id}`,
  );
  return found?.fileId;
}

/** The frozen side of a version. */
export function findIssued(
  ctx: Context,
  id: string,
): Promise<{ number: string; frozen: FrozenEstimate; pdfFileId: string } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{ number: string; frozen: FrozenEstimate; pdfFileId: string }>`
      select number, snapshot as frozen, pdf_file_id as "pdfFileId" from estimates
      where id = ${id} and erased_at is null`,
  );
}

/** Estimates of a customer's orders that still know the person. */
export function listOfCustomer(
  ctx: Context,
  customerId: string,
): Promise<{ id: string; number: string; frozen: FrozenEstimate; pdfFileId: string }[]> {
  return rows(
    ctx.db,
    sql<{ id: string; number: string; frozen: FrozenEstimate; pdfFileId: string }>`
      select e.id, e.number, e.snapshot as frozen, e.pdf_file_id as "pdfFileId"
      from estimates e join work_orders o on o.id = e.work_order_id
      where o.customer_id = ${customerId} and e.erased_at is null`,
  );
}

/** Puts what is left of an estimate in its place; `sha256` stays that of what was issued. */
export function overwrite(ctx: Context, id: string, left: FrozenEstimate, pdfFileId: string): Promise<number> {
  return run(
    ctx.db,
    sql`update estimates set snapshot = ${canonicalJson(left)}::jsonb, pdf_file_id = ${pdfFileId}, erased_at = ${ctx.now()}
      where id = ${id}`,
  );
}

/** The next version's count and who issues it; the order's row must be locked. */
export function nextVersion(ctx: Context, workOrderId: string): Promise<{ n: number; issuedBy: string | null }> {
  return one(
    ctx.db,
    sql<{ n: number; issuedBy: string | null }>`
      select coalesce(max(n), 0) + 1 as n, (
        select btrim(p.first_name || ' ' || p.last_name) from users u join employees p on p.id = u.employee_id
        where u.id = ${ctx.actor.userId ?? null}
      ) as "issuedBy"
      from estimates where work_order_id = ${workOrderId}`,
  );
}

export interface NewEstimate {
  id: string;
  workOrderId: string;
  n: number;
  frozen: FrozenEstimate;
  pdfFileId: string;
  jobs: { id: string; contentHash: Buffer; grossCents: number }[];
}

/** Writes a version with its jobs; the versions before it are replaced, and links made for another customer die. */
export async function insert(ctx: Context, estimate: NewEstimate): Promise<void> {
  const { id, workOrderId, n, frozen, jobs } = estimate;
  const { document } = frozen;
  const by = { created_by: ctx.actor.userId ?? null, created_at: ctx.now().toISOString() };
  const snapshot = canonicalJson(frozen);
  await Promise.all([
    run(
      ctx.db,
      db.insertInto("estimates").values({
        id,
        work_order_id: workOrderId,
        n,
        number: document.number,
        snapshot,
        sha256: sha256(snapshot),
        net_cents: document.totals.netCents,
        vat_cents: document.totals.vatCents,
        total_cents: document.totals.totalCents,
        valid_until_on: document.validUntilOn,
        language: document.language,
        pdf_file_id: estimate.pdfFileId,
        ...by,
      }),
    ),
    run(
      ctx.db,
      db.insertInto("estimate_jobs").values(
        jobs.map((job) => ({
          estimate_id: id,
          job_id: job.id,
          content_hash: job.contentHash,
          total_cents: job.grossCents,
          ...by,
        })),
      ),
    ),
    run(
      ctx.db,
      sql`update estimates set superseded_by = ${id}
        where work_order_id = ${workOrderId} and id <> ${id} and superseded_by is null and withdrawn_at is null`,
    ),
    run(
      ctx.db,
      sql`update estimate_links l set revoked_at = ${ctx.now()} from estimates e
        where l.estimate_id = e.id and e.work_order_id = ${workOrderId} and l.revoked_at is null
          and ${ownerNow} is distinct from ${frozen.customerId}::uuid`,
    ),
  ]);
}

/** Whose the estimate `e` is today: the customer it was issued for, or whom that one was merged into. */
const ownerNow = sql`(select coalesce(c.merged_into, c.id) from customers c where c.id = (e.snapshot ->> 'customerId')::uuid)`;

/** Jobs of the order that were asked for and that no version in force asks any more. */
export async function noLongerAsked(
  ctx: Context,
  workOrderId: string,
  stillAsked: readonly string[],
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`select id from jobs where work_order_id = ${workOrderId} and authorisation = 'asked'
      and not id = any(${[...stillAsked]}::uuid[])`,
  );
  return found.map(({ id }) => id);
}

export function withdraw(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, sql`update estimates set withdrawn_at = ${ctx.now()} where id = ${id}`);
}

/** The newest version of the order a live link belongs to; undefined when the link is unknown, revoked or too old. */
export async function findShown(ctx: Context, token: string): Promise<ShownEstimate | undefined> {
  return maybeOne(
    ctx.db,
    sql<ShownEstimate>`
      select e.id, e.number, e.work_order_id as "workOrderId", e.snapshot as frozen,
        encode(e.sha256, 'hex') as sha256, e.valid_until_on as "validUntilOn", e.withdrawn_at as "withdrawnAt",
        e.pdf_file_id as "pdfFileId", o.stage, o.customer_id is not distinct from ${ownerNow} as "isSameCustomer",
        json_build_object('id', l.id, 'number', asked.number, 'firstOpenedAt', ${utc(sql`l.first_opened_at`)}) as link,
        (select json_agg(json_build_object('jobId', ej.job_id, 'isEdited', j.content_hash <> ej.content_hash,
            'pictures', ${picturesOfJob("ej.job_id")},
            'answer', case when answer.decision is not null then json_build_object('decision', answer.decision,
              'decidedAt', ${utc(sql`answer.decided_at`)},
              'name', case when answer.erased_at is null then answer.name end) end))
          from estimate_jobs ej join jobs j on j.id = ej.job_id ${answered}
          where ej.estimate_id = e.id) as answers
      from estimate_links l
      join estimates asked on asked.id = l.estimate_id
      join work_orders o on o.id = asked.work_order_id
      cross join lateral (
        select n.* from estimates n where n.work_order_id = o.id order by n.n desc limit 1
      ) e
      where l.token_sha256 = ${sha256(token)} and l.revoked_at is null and l.expires_at > ${ctx.now()}`,
  );
}

/** Who and what a notification about an order names. */
export interface OrderNames {
  orderNumber: number;
  plate: string | null;
  customer: string | null;
}

export function namesOf(ctx: Context, workOrderId: string): Promise<OrderNames> {
  return one(
    ctx.db,
    sql<OrderNames>`select o.number as "orderNumber", v.plate, c.name as customer from work_orders o
      left join vehicles v on v.id = o.vehicle_id left join customers c on c.id = o.customer_id
      where o.id = ${workOrderId}`,
  );
}

export interface Expired {
  number: string;
  workOrderId: string;
}

/** Stamps the versions in force that ran out before today, once each, and gives those with an open question. */
export function expire(ctx: Context, today: string): Promise<Expired[]> {
  return rows(
    ctx.db,
    sql<Expired>`
      with expired as (
        update estimates set expired_at = ${ctx.now()}
        where expired_at is null and superseded_by is null and withdrawn_at is null and valid_until_on < ${today}::date
        returning id, number, work_order_id
      )
      select e.number, e.work_order_id as "workOrderId" from expired e
      join work_orders o on o.id = e.work_order_id
      where o.stage in ('quote', 'order') and exists (
        select from estimate_jobs ej join jobs j on j.id = ej.job_id
        where ej.estimate_id = e.id and j.authorisation in ('asked', 'changed')
      )`,
  );
}
