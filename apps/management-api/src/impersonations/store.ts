import type { Impersonation } from "@mechanicbuddy/contract/management/operations";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { newestFirst, type PageQuery } from "../lists.ts";

/** A visit with what only we need of it. */
export interface Visit extends Impersonation {
  staff: string;
  withoutOwner: boolean;
  supportSession: string | null;
}

const columns = sql`i.id, i.tenant, s.name as person, i.mode, i.reason, i.ticket, i.state, i.minutes,
  i.created_at as "createdAt", i.started_at as "startedAt", i.ends_at as "endsAt", i.ended_at as "endedAt",
  i.ended_by as "endedBy"`;
const from = sql`from impersonations i join staff s on s.id = i.staff`;
const visit = sql`select ${columns}, i.staff, i.without_owner as "withoutOwner",
  i.support_session as "supportSession" ${from}`;

/** Visits: all for staff, those to workshops one owns for a customer. */
export function list(ctx: Context, query: PageQuery & { tenant?: string }, owner: string | undefined) {
  const where = sql`(${query.tenant ?? null}::text is null or i.tenant = ${query.tenant ?? null})
    and (${owner ?? null}::uuid is null or i.tenant in
      (select tenant from memberships where account = ${owner ?? null}::uuid and role = 'owner'))`;
  return newestFirst<Impersonation>(
    ctx,
    { select: sql`select ${columns}`, from, where, at: [sql`i.created_at`, "createdAt"], id: sql`i.id` },
    query,
  );
}

/** A visit on which something is about to happen, held. */
export function hold(ctx: Context, id: string): Promise<Visit | undefined> {
  return maybeOne(ctx.db, sql<Visit>`${visit} where i.id = ${id} for update of i`);
}

export function find(ctx: Context, id: string): Promise<Visit | undefined> {
  return maybeOne(ctx.db, sql<Visit>`${visit} where i.id = ${id}`);
}

export interface Place {
  state: string;
  supportUntil: string | null;
}

export function findTenant(ctx: Context, id: string): Promise<Place | undefined> {
  return maybeOne(
    ctx.db,
    sql<Place>`select state, support_until as "supportUntil" from tenants where id = ${id} and state <> 'purged'`,
  );
}

/** Minutes one person was let into one workshop within a day, or asks to be; their row of staff is held meanwhile. */
export async function minutesAsked(ctx: Context, tenant: string, staff: string): Promise<number> {
  await run(ctx.db, sql`select 1 from staff where id = ${staff} for update`);
  const { n } = await one<{ n: number }>(
    ctx.db,
    sql`select coalesce(sum(minutes), 0)::int as n from impersonations
      where tenant = ${tenant} and staff = ${staff} and created_at > ${dayAgo(ctx)}
        and (state in ('asked', 'allowed', 'running') or started_at is not null)`,
  );
  return n;
}

interface NewVisit {
  tenant: string;
  staff: string;
  mode: "look" | "act";
  reason: string;
  ticket: string | undefined;
  minutes: number;
  state: "asked" | "allowed";
  withoutOwner: boolean;
}

export async function insert(ctx: Context, given: NewVisit): Promise<string> {
  const id = newId();
  await run(
    ctx.db,
    sql`insert into impersonations (id, tenant, staff, mode, reason, ticket, minutes, state, without_owner, created_at)
      values (${id}, ${given.tenant}, ${given.staff}, ${given.mode}, ${given.reason}, ${given.ticket ?? null},
        ${given.minutes}, ${given.state}, ${given.withoutOwner}, ${ctx.now()})`,
  );
  return id;
}

export async function answer(ctx: Context, id: string, state: "allowed" | "refused", by: string): Promise<void> {
  await run(ctx.db, sql`update impersonations set state = ${state}, answered_by = ${by} where id = ${id}`);
}

export async function begin(ctx: Context, id: string, endsAt: Date): Promise<void> {
  await run(
    ctx.db,
    sql`update impersonations set state = 'running', started_at = ${ctx.now()}, ends_at = ${endsAt} where id = ${id}`,
  );
}

/** The instance's session for the visit; false when the visit was ended meanwhile. */
export async function noteSession(ctx: Context, id: string, session: string): Promise<boolean> {
  const noted = await one<{ state: string }>(
    ctx.db,
    sql`update impersonations set support_session = ${session} where id = ${id} returning state`,
  );
  return noted.state === "running";
}

/** The way in could not be opened: it may be tried again. */
export async function takeBack(ctx: Context, id: string): Promise<void> {
  await run(
    ctx.db,
    sql`update impersonations set state = 'allowed', started_at = null, ends_at = null
      where id = ${id} and state = 'running' and support_session is null`,
  );
}

export async function end(ctx: Context, id: string, by: string): Promise<void> {
  await run(
    ctx.db,
    sql`update impersonations set state = 'ended', ended_at = ${ctx.now()}, ended_by = ${by} where id = ${id}`,
  );
}

const open = sql`i.state in ('asked', 'allowed', 'running')`;

/** Visits of one person that have not ended, held. */
export function openOf(ctx: Context, staff: string): Promise<Visit[]> {
  return rows(ctx.db, sql<Visit>`${visit} where i.staff = ${staff} and ${open} order by i.id for update of i`);
}

/** Visits whose time is over, and requests a day old that nobody came back to; held. */
export function due(ctx: Context): Promise<Visit[]> {
  return rows(
    ctx.db,
    sql<Visit>`${visit} where (i.state = 'running' and i.ends_at <= ${ctx.now()})
        or (i.state in ('asked', 'allowed') and i.created_at <= ${dayAgo(ctx)})
      order by i.id for update of i skip locked`,
  );
}

function dayAgo(ctx: Context): Date {
  return new Date(ctx.now().getTime() - 86_400_000);
}
