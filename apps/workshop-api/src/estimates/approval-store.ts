import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";
import { db } from "../database.ts";
import type { ChainLink, ChainRow, Method, Person } from "./chain.ts";
import type { Answer } from "./estimate.ts";

export interface Head {
  seq: number;
  hash: string;
}

/** Locks the end of the chain until the transaction ends; `ip` comes back as the database will spell it. */
export function lockHead(ctx: Context, ip: string | null): Promise<Head & { ip: string | null }> {
  return one(
    ctx.db,
    sql<Head & { ip: string | null }>`select seq, encode(hash, 'hex') as hash, host(${ip}::inet) as ip
      from chain_heads where name = 'approvals' for update`,
  );
}

export function findHead(ctx: Context): Promise<Head> {
  return one(ctx.db, sql<Head>`select seq, encode(hash, 'hex') as hash from chain_heads where name = 'approvals'`);
}

export interface Entry {
  row: ChainRow;
  prevHash: string;
  hash: string;
  salt: Buffer;
  person: Person;
  signatureFileId: string | null;
}

/** Appends links whose hashes are computed, and moves the locked head to the last of them. */
export async function append(ctx: Context, entries: readonly Entry[]): Promise<void> {
  const last = entries.at(-1);
  if (last === undefined) return;
  const created_at = ctx.now().toISOString();
  await Promise.all([
    run(
      ctx.db,
      db.insertInto("approvals").values(
        entries.map(({ row, prevHash, hash }) => ({
          id: row.id,
          seq: row.seq,
          estimate_id: row.estimateId,
          job_id: row.jobId,
          decision: row.decision,
          method: row.method,
          opened_at: row.openedAt,
          decided_at: row.decidedAt,
          amount_cents: row.amountCents,
          snapshot_sha256: row.snapshotSha256 === null ? null : hex(row.snapshotSha256),
          personal_sha256: hex(row.personSha256),
          prev_hash: hex(prevHash),
          hash: hex(hash),
          created_by: row.recordedBy,
          created_at,
        })),
      ),
    ),
    run(
      ctx.db,
      db.insertInto("approval_people").values(
        entries.map(({ row, salt, person, signatureFileId }) => ({
          approval_id: row.id,
          salt,
          name: person.name,
          said_to: person.saidTo,
          ip: person.ip,
          user_agent: person.userAgent,
          comment: person.comment,
          signature_file_id: signatureFileId,
          created_by: row.recordedBy,
          created_at,
        })),
      ),
    ),
    run(ctx.db, sql`update chain_heads set seq = ${last.row.seq}, hash = ${hex(last.hash)} where name = 'approvals'`),
  ]);
}

function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}

/** A job's standing in the chain, for decisions and their withdrawal. */
export interface JobFacts {
  id: string;
  title: string;
  workOrderId: string;
  billing: string;
  latest:
    | (Answer & { estimateId: string | null; method: Method; amountCents: number; snapshotSha256: string | null })
    | null;
}

const latest = sql`(select json_build_object('decision', a.decision, 'decidedAt', a.decided_at,
    'estimateId', a.estimate_id, 'method', a.method, 'amountCents', a.amount_cents,
    'snapshotSha256', encode(a.snapshot_sha256, 'hex'))
  from approvals a where a.job_id = j.id order by a.seq desc limit 1)`;

export function jobFacts(ctx: Context, jobIds: readonly string[]): Promise<JobFacts[]> {
  return rows(
    ctx.db,
    sql<JobFacts>`select j.id, j.title, j.work_order_id as "workOrderId", j.billing, ${latest} as latest
      from jobs j where j.id = any(${[...jobIds]}::uuid[])`,
  );
}

/** The version in force that asks for the job as it is now. */
export function versionAsking(
  ctx: Context,
  jobId: string,
): Promise<{ estimateId: string; number: string; snapshotSha256: string } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{ estimateId: string; number: string; snapshotSha256: string }>`
      select e.id as "estimateId", e.number, encode(e.sha256, 'hex') as "snapshotSha256"
      from estimate_jobs ej join estimates e on e.id = ej.estimate_id join jobs j on j.id = ej.job_id
      where ej.job_id = ${jobId} and ej.content_hash = j.content_hash and e.withdrawn_at is null
        and e.superseded_by is null
      order by e.n desc limit 1`,
  );
}

export async function nameOfActor(ctx: Context): Promise<string | undefined> {
  const found = await maybeOne<{ name: string }>(
    ctx.db,
    sql`select btrim(p.first_name || ' ' || p.last_name) as name from users u
      join employees p on p.id = u.employee_id where u.id = ${ctx.actor.userId ?? null}`,
  );
  return found?.name;
}

/** A link of the chain as it is stored, with the person unless erased. */
export interface StoredEntry extends ChainLink {
  row: ChainRow;
  person: { salt: string; person: Person; signatureFileId: string | null } | null;
  /** Of the estimate's stored snapshot and PDF; null for a decision without an estimate, or once its customer was erased. */
  estimate: { snapshot: unknown; pdfSha256: string } | null;
}

function entries(where: RawBuilder<unknown>, estimate: RawBuilder<unknown>) {
  return sql<StoredEntry>`
    select a.seq, encode(a.prev_hash, 'hex') as "prevHash", encode(a.hash, 'hex') as hash,
      json_build_object('id', a.id, 'seq', a.seq, 'estimateId', a.estimate_id, 'jobId', a.job_id,
        'decision', a.decision, 'method', a.method, 'openedAt', ${utc("a.opened_at")}, 'decidedAt', ${utc("a.decided_at")},
        'amountCents', a.amount_cents, 'snapshotSha256', encode(a.snapshot_sha256, 'hex'),
        'personSha256', encode(a.personal_sha256, 'hex'), 'recordedBy', a.created_by) as row,
      case when p.approval_id is not null and p.erased_at is null then json_build_object(
        'salt', encode(p.salt, 'hex'), 'signatureFileId', p.signature_file_id,
        'person', json_build_object('name', p.name, 'saidTo', p.said_to, 'ip', host(p.ip), 'userAgent', p.user_agent,
          'comment', p.comment, 'signatureSha256', encode(f.sha256, 'hex'))) end as person,
      ${estimate} as estimate
    from approvals a
    left join approval_people p on p.approval_id = a.id
    left join files f on f.id = p.signature_file_id
    left join estimates e on e.id = a.estimate_id
    left join files pdf on pdf.id = e.pdf_file_id
    where ${where}
    order by a.seq`;
}

const utc = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const snapshot = sql`case when e.id is not null and e.erased_at is null then
  json_build_object('snapshot', e.snapshot, 'pdfSha256', encode(pdf.sha256, 'hex')) end`;

/** Links after `seq`, with their estimates, for checking the whole chain in steps. */
export function entriesAfter(ctx: Context, seq: number, limit: number): Promise<StoredEntry[]> {
  const those = sql`a.seq in (select seq from approvals where seq > ${seq} order by seq limit ${limit})`;
  return rows(ctx.db, entries(those, snapshot));
}

/** The estimate's own decisions. */
export function entriesOf(ctx: Context, estimateId: string): Promise<StoredEntry[]> {
  return rows(ctx.db, entries(sql`a.estimate_id = ${estimateId}`, sql`null::json`));
}

/** Hashes of all links between an estimate's first and last decision: others' rows stay out of it. */
export function linksAround(ctx: Context, estimateId: string): Promise<ChainLink[]> {
  return rows(
    ctx.db,
    sql<ChainLink>`
      select a.seq, encode(a.prev_hash, 'hex') as "prevHash", encode(a.hash, 'hex') as hash
      from approvals a, (select min(seq) as low, max(seq) as high from approvals where estimate_id = ${estimateId}) own
      where a.seq between own.low and own.high order by a.seq`,
  );
}
