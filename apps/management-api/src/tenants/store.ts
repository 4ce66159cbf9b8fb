import type { Change, Tenant, TenantRow } from "@mechanicbuddy/contract/management/tenants";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { type RawBuilder, sql } from "kysely";
import type { Static } from "typebox";
import { type Context, nameOf } from "../context.ts";
import { count, likeOf, newestFirst, type PageQuery } from "../lists.ts";
import type { Beginning } from "./tenants.ts";

export async function isFree(ctx: Context, id: string): Promise<boolean> {
  return (await maybeOne(ctx.db, sql`select 1 from tenants where id = ${id}`)) === undefined;
}

/** How a workshop began, in words for its owner, by what caused it. */
const beginnings: Record<string, string> = {
  signup: "The owner signed up.",
  customer: "The owner opened one more workshop.",
  demo: "A demo was given.",
  staff: "The staff opened it.",
};

/** The workshop, its owner and its first change; false when the name is taken. */
export async function insert(ctx: Context, id: string, given: Beginning): Promise<boolean> {
  const now = ctx.now();
  const made = await run(
    ctx.db,
    sql`insert into tenants (id, company_name, contact_name, locale, country, state, tier, with_sample_data,
        plan_wished, ends_at, created_at)
      values (${id}, ${given.companyName}, ${given.contactName}, ${given.locale}, ${given.country}, 'provisioning',
        ${given.tier}, ${given.sampleData}, ${given.planWished ?? null}, ${given.endsAt ?? null}, ${now})
      on conflict (id) do nothing`,
  );
  if (made === 0) return false;
  await run(
    ctx.db,
    sql`insert into memberships (account, tenant, role, since) values (${given.owner}, ${id}, 'owner', ${now})`,
  );
  const [cause = ""] = given.trigger.split(":");
  const by = ctx.actor.kind === "staff" ? nameOf(ctx.actor) : given.contactName;
  await run(
    ctx.db,
    sql`insert into tenant_changes (id, tenant, to_state, reason, actor, at)
      values (${newId()}, ${id}, 'provisioning', ${beginnings[cause] ?? given.trigger}, ${by}, ${now})`,
  );
  return true;
}

const owner = sql`(select email::text from memberships m join accounts a on a.id = m.account
  where m.tenant = t.id and m.role = 'owner' order by since limit 1)`;
const rowColumns = sql`t.id, company_name as "companyName", state, tier, instance, ${owner} as "ownerEmail",
  last_active_at as "lastActiveAt", t.created_at as "createdAt"`;

/** Sort keys with their column and whether it falls. */
const sorts = {
  id: [sql`t.id`, "id", false],
  companyName: [sql`lower(company_name)`, "companyName", false],
  createdAt: [sql`t.created_at`, "createdAt", false],
  "-createdAt": [sql`t.created_at`, "createdAt", true],
  "-lastActiveAt": [sql`coalesce(last_active_at, '-infinity')`, "lastActiveAt", true],
} as const;

export interface TenantQuery extends PageQuery {
  q?: string;
  sort?: string;
  state?: string;
  tier?: string;
  instance?: string;
}

/** Workshops, all or those of an account, in any of the orders. */
export async function list(ctx: Context, query: TenantQuery, ofAccount: string | undefined) {
  const { cursor, limit = 25, total, sort = "-createdAt" } = query;
  const [column, , falls] = sorts[sort as keyof typeof sorts] ?? sorts["-createdAt"];
  const after = positionOf<{ at: string; id: string }>(cursor);
  const pattern = likeOf(query.q);
  const direction: RawBuilder<unknown> = falls ? sql`desc` : sql`asc`;
  const compare = falls ? sql`<` : sql`>`;
  const where = sql`(${ofAccount ?? null}::uuid is null or exists (
      select from memberships where account = ${ofAccount ?? null}::uuid and tenant = t.id and t.state <> 'purged'))
    and (${query.state ?? null}::text is null or state = ${query.state ?? null})
    and (${query.tier ?? null}::text is null or tier = ${query.tier ?? null})
    and (${query.instance ?? null}::text is null or instance = ${query.instance ?? null})
    and (${pattern}::text is null or (t.id || ' ' || company_name) ilike ${pattern} or ${owner} ilike ${pattern})`;
  const found = await rows<TenantRow & { at: string }>(
    ctx.db,
    sql`select ${rowColumns}, ${column}::text as at from tenants t where ${where}
      and (${after?.id ?? null}::text is null or (${column}::text, t.id) ${compare} (${after?.at ?? ""}, ${after?.id ?? ""}))
      order by ${column}::text ${direction}, t.id ${direction} limit ${limit + 1}`,
  );
  const page = pageOf(found, limit, ({ at, id }) => cursorOf({ at, id }));
  const items = page.items.map(({ at: _, ...row }) => row);
  return { ...page, items, ...(total === true ? { total: await count(ctx, sql`from tenants t`, where) } : {}) };
}

export type TenantFacts = Omit<Tenant, "limits" | "planState" | "usage" | "publicUrl" | "tier"> & {
  tier: Tenant["tier"];
  used: { users: number; workOrders: number; storageBytes: number } | null;
  planState: Tenant["planState"] | null;
};

/** Everything a workshop's page shows; `role` is the asking account's. */
export function find(ctx: Context, id: string, account: string | undefined): Promise<TenantFacts | undefined> {
  return maybeOne(
    ctx.db,
    sql<TenantFacts>`select ${rowColumns}, t.version, contact_name as "contactName", t.locale, country,
        (select content ->> 'state' from entitlements where tenant = t.id) as "planState", usage as used,
        (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'reason', reason,
            'since', to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by since), '[]')
          from suspensions where tenant = t.id and lifted_at is null) as suspensions,
        trial_ends_at as "trialEndsAt", trial_used as "trialUsed", ends_at as "endsAt", deleted_at as "deletedAt",
        purge_at as "purgeAt", support_until as "supportUntil",
        coalesce((select version from entitlements where tenant = t.id), 0) as "entitlementVersion",
        coalesce((select acknowledged >= version from entitlements where tenant = t.id), false) as "entitlementAcknowledged",
        (select jsonb_build_object('id', id, 'kind', kind, 'state', state) from jobs where tenant = t.id
          and state not in ('succeeded', 'cancelled') order by created_at desc limit 1) as job,
        (select role from memberships where tenant = t.id and account = ${account ?? null}::uuid) as role
      from tenants t where t.id = ${id}`,
  );
}

/** False when somebody else changed it meanwhile. */
export async function update(
  ctx: Context,
  id: string,
  change: { version: number; companyName?: string; contactName?: string; supportUntil?: string | null },
): Promise<boolean> {
  const { version, companyName, contactName, supportUntil } = change;
  const changed = await run(
    ctx.db,
    sql`update tenants set company_name = coalesce(${companyName ?? null}, company_name),
        contact_name = coalesce(${contactName ?? null}, contact_name),
        support_until = ${supportUntil === undefined ? sql`support_until` : supportUntil}, version = version + 1
      where id = ${id} and version = ${version}`,
  );
  return changed === 1;
}

/** True when the workshop had no such reason yet. */
export async function addSuspension(ctx: Context, id: string, kind: string, reason: string): Promise<boolean> {
  const added = await run(
    ctx.db,
    sql`insert into suspensions (id, tenant, kind, reason, since)
      values (${newId()}, ${id}, ${kind}, ${reason}, ${ctx.now()})
      on conflict (tenant, kind) where lifted_at is null do nothing`,
  );
  return added === 1;
}

/** Lifts a reason, or all; answers how many are left. */
export async function liftSuspension(
  ctx: Context,
  id: string,
  kind?: string,
): Promise<{ lifted: number; left: number }> {
  const lifted = await run(
    ctx.db,
    sql`update suspensions set lifted_at = ${ctx.now()}
      where tenant = ${id} and lifted_at is null and (${kind ?? null}::text is null or kind = ${kind ?? null})`,
  );
  const { left } = await one<{ left: number }>(
    ctx.db,
    sql`select count(*)::int as left from suspensions where tenant = ${id} and lifted_at is null`,
  );
  return { lifted, left };
}

export function setDates(
  ctx: Context,
  id: string,
  { deletedAt, purgeAt }: { deletedAt: Date | null; purgeAt: Date | null },
): Promise<number> {
  return run(ctx.db, sql`update tenants set deleted_at = ${deletedAt}, purge_at = ${purgeAt} where id = ${id}`);
}

/** A demo becomes a free workshop, and its end is no more. */
export function makeFree(ctx: Context, id: string): Promise<number> {
  return run(
    ctx.db,
    sql`update tenants set tier = 'free', ends_at = null, version = version + 1 where id = ${id} and tier = 'demo'`,
  );
}

/** False when the trial was used already. */
export async function startTrial(ctx: Context, id: string, endsAt: Date): Promise<boolean> {
  const started = await run(
    ctx.db,
    sql`update tenants set trial_used = true, trial_ends_at = ${endsAt}, version = version + 1
      where id = ${id} and not trial_used and tier = 'free' and state = 'active'`,
  );
  return started === 1;
}

/** Free workshops an account owns that are not on their way out. */
export async function freeOf(ctx: Context, account: string): Promise<{ free: number; all: number }> {
  return one(
    ctx.db,
    sql<{ free: number; all: number }>`select count(*) filter (where tier = 'free')::int as free, count(*)::int as all
      from tenants t join memberships m on m.tenant = t.id
      where m.account = ${account} and m.role = 'owner' and state not in ('deleted', 'purged')`,
  );
}

export function changes(ctx: Context, tenant: string, query: PageQuery) {
  return newestFirst<Static<typeof Change>>(
    ctx,
    {
      select: sql`select id, from_state as "from", to_state as "to", reason, actor, job, at`,
      from: sql`from tenant_changes`,
      where: sql`tenant = ${tenant}`,
      at: [sql`at`, "at"],
      id: sql`id`,
    },
    query,
  );
}

/** The last failed or undone job that prepares the workshop. */
export function failedJob(ctx: Context, tenant: string): Promise<{ id: string; state: string } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{ id: string; state: string }>`select id, state from jobs where tenant = ${tenant} and kind = 'provision'
      order by created_at desc limit 1`,
  );
}

/** Workshops whose days are over. */
export async function toPurge(ctx: Context): Promise<string[]> {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`select id from tenants where state = 'deleted' and purge_at <= ${ctx.now()}`,
  );
  return found.map(({ id }) => id);
}

export interface Silent {
  id: string;
  state: string;
  days: number;
  mails: number;
}

/**
 * Free and demo workshops and how many days nobody was there. One whose instance said nothing for a day is unknown and
 * left out, and none is older than itself.
 */
export function silent(ctx: Context, minDays: number): Promise<Silent[]> {
  const now = ctx.now();
  const dayAgo = new Date(now.getTime() - 86_400_000);
  return rows(
    ctx.db,
    sql<Silent>`select t.id, t.state, inactivity_mails as mails,
        floor(extract(epoch from ${now}::timestamptz - greatest(last_active_at, activated_at)) / 86400)::int as days
      from tenants t join instances i on i.id = t.instance
      where t.tier in ('free', 'demo') and t.state in ('active', 'suspended') and activated_at is not null
        and i.reported_at > ${dayAgo} and t.reported_at > ${dayAgo}
        and (t.state = 'active' or exists (select from suspensions where tenant = t.id and lifted_at is null and kind = 'inactivity'))
        and greatest(last_active_at, activated_at) < ${now}::timestamptz - make_interval(days => ${minDays})
      order by t.id`,
  );
}

export function noteMails(ctx: Context, id: string, mails: number): Promise<number> {
  return run(ctx.db, sql`update tenants set inactivity_mails = ${mails} where id = ${id}`);
}

/** Somebody was there again: the counting begins anew. */
export function forgetMails(ctx: Context, minDays: number): Promise<number> {
  return run(
    ctx.db,
    sql`update tenants set inactivity_mails = 0 where inactivity_mails > 0 and state = 'active'
      and greatest(last_active_at, activated_at) >= ${ctx.now()}::timestamptz - make_interval(days => ${minDays})`,
  );
}

/** Notes that somebody pressed *keep it*: that is activity too. */
export function noteActive(ctx: Context, id: string): Promise<number> {
  return run(
    ctx.db,
    sql`update tenants set last_active_at = greatest(last_active_at, ${ctx.now()}), inactivity_mails = 0 where id = ${id}`,
  );
}

export interface TrialEnd {
  id: string;
  endsAt: string;
}

export function trialsEnding(ctx: Context, withinDays: number): Promise<TrialEnd[]> {
  return rows(
    ctx.db,
    sql<TrialEnd>`select id, trial_ends_at as "endsAt" from tenants where state in ('active', 'suspended')
      and trial_ends_at between ${ctx.now()}::timestamptz - interval '2 days'
        and ${ctx.now()}::timestamptz + make_interval(days => ${withinDays})`,
  );
}

/** When the workshop's instance last said how it is used. */
export async function reportedAt(ctx: Context, id: string): Promise<string | null> {
  const found = await maybeOne<{ at: string | null }>(
    ctx.db,
    sql`select reported_at as at from tenants where id = ${id}`,
  );
  return found?.at ?? null;
}
