import type { DemoRequest, demoStates } from "@mechanicbuddy/contract/management/demos";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { likeOf, newestFirst, type PageQuery } from "../lists.ts";

export type State = (typeof demoStates)[number];

/** An approved demo is active once its workshop is open. */
const state = sql`case when d.state = 'approved' and t.activated_at is not null then 'active' else d.state end`;
const select = sql`select d.id, d.email, d.company_name as "companyName", d.phone_number as "phoneNumber", d.message,
  ${state} as state, d.tenant, d.decided_by as "decidedBy", d.reason, d.ends_at as "endsAt", d.created_at as "createdAt"`;
const from = sql`from demo_requests d left join tenants t on t.id = d.tenant`;

export function list(ctx: Context, query: PageQuery & { q?: string; state?: State }) {
  const like = likeOf(query.q);
  const where = sql`(${query.state ?? null}::text is null or ${state} = ${query.state ?? null})
    and (${like}::text is null or d.email::text ilike ${like} or d.company_name ilike ${like})`;
  return newestFirst<DemoRequest>(
    ctx,
    { select, from, where, at: [sql`d.created_at`, "createdAt"], id: sql`d.id` },
    query,
  );
}

export function find(ctx: Context, id: string): Promise<DemoRequest | undefined> {
  return maybeOne(ctx.db, sql<DemoRequest>`${select} ${from} where d.id = ${id}`);
}

/** A request on which something is about to be decided, held. */
export function hold(ctx: Context, id: string): Promise<DemoRequest | undefined> {
  return maybeOne(ctx.db, sql<DemoRequest>`${select} ${from} where d.id = ${id} for update of d`);
}

export function findByTenant(ctx: Context, tenant: string): Promise<DemoRequest | undefined> {
  return maybeOne(ctx.db, sql<DemoRequest>`${select} ${from} where d.tenant = ${tenant} for update of d`);
}

export interface NewRequest {
  email: string;
  companyName: string;
  phoneNumber?: string;
  message?: string;
}

/** Saves a request unless the address has one that is open. */
export async function insert(ctx: Context, given: NewRequest): Promise<void> {
  await run(
    ctx.db,
    sql`insert into demo_requests (id, email, company_name, phone_number, message, state, created_at)
      values (${newId()}, ${given.email}, ${given.companyName}, ${given.phoneNumber ?? null}, ${given.message ?? null},
        'unconfirmed', ${ctx.now()})
      on conflict (email) where state in ('unconfirmed', 'pending', 'approved') do nothing`,
  );
}

/** The request of an address that waits for its link. */
export function findUnconfirmed(ctx: Context, email: string): Promise<{ id: string; companyName: string } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{ id: string; companyName: string }>`select id, company_name as "companyName" from demo_requests
      where email = ${email} and state = 'unconfirmed'`,
  );
}

/** Moves a request on, if it still is where it was. */
export async function move(ctx: Context, id: string, before: State, after: State): Promise<boolean> {
  return (
    (await run(ctx.db, sql`update demo_requests set state = ${after} where id = ${id} and state = ${before}`)) === 1
  );
}

interface Decision {
  state: "approved" | "rejected";
  by: string;
  reason?: string;
  tenant?: string;
  endsAt?: Date;
}

export async function decide(ctx: Context, id: string, decision: Decision): Promise<void> {
  await run(
    ctx.db,
    sql`update demo_requests set state = ${decision.state}, decided_by = ${decision.by}, decided_at = ${ctx.now()},
        reason = ${decision.reason ?? null}, tenant = ${decision.tenant ?? null}, ends_at = ${decision.endsAt ?? null}
      where id = ${id}`,
  );
}

export async function markConverted(ctx: Context, id: string): Promise<void> {
  await run(ctx.db, sql`update demo_requests set state = 'converted' where id = ${id}`);
}

export interface Due {
  id: string;
  tenant: string;
  endsAt: string;
}

/** Open demos whose end is nearer than so many days. */
export function endingWithin(ctx: Context, days: number): Promise<Due[]> {
  const until = new Date(ctx.now().getTime() + days * 86_400_000);
  return rows(
    ctx.db,
    sql<Due>`select d.id, d.tenant, d.ends_at as "endsAt" ${from}
      where d.state = 'approved' and d.ends_at <= ${until} and t.state in ('active', 'suspended') and t.tier = 'demo'
      order by d.ends_at, d.id`,
  );
}
