import type { Entitlement, Limits, Tier } from "@mechanicbuddy/contract/plans";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";

/** What decides what a workshop may do. */
export interface Facts {
  id: string;
  state: string;
  tier: Tier;
  instance: string | null;
  trialEndsAt: string | null;
  purgeAt: string | null;
  usage: { workOrders: number; storageBytes: number } | null;
  reason: string | null;
  /** Kept document, without its version and moment; `null` before the first. */
  content: Omit<Entitlement, "version" | "issuedAt"> | null;
  version: number;
  acknowledged: number;
  document: string | null;
  grants: { tier: Tier | null; limit: keyof Limits | null; value: number | null }[];
}

/** Locks the workshop's row, so that versions rise one by one. */
export function lockFacts(ctx: Context, tenant: string): Promise<Facts | undefined> {
  return maybeOne(ctx.db, sql<Facts>`${facts(ctx)} where t.id = ${tenant} for update of t`);
}

function facts(ctx: Context): RawBuilder<unknown> {
  return sql`select t.id, t.state, t.tier, t.instance, t.trial_ends_at as "trialEndsAt", t.purge_at as "purgeAt", t.usage,
    (select reason from suspensions where tenant = t.id and lifted_at is null order by since desc limit 1) as reason,
    e.content, coalesce(e.version, 0) as version, coalesce(e.acknowledged, 0) as acknowledged, e.document,
    (select coalesce(jsonb_agg(jsonb_build_object('tier', g.tier, 'limit', g.limit_name, 'value', g.value) order by g.created_at), '[]')
      from grants g where g.tenant = t.id and g.ended_at is null and (g.until is null or g.until > ${ctx.now()})) as grants
    from tenants t left join entitlements e on e.tenant = t.id`;
}

export async function keep(ctx: Context, tenant: string, entitlement: Entitlement, document: string): Promise<void> {
  const { version, issuedAt, ...content } = entitlement;
  await run(
    ctx.db,
    sql`insert into entitlements (tenant, version, content, document, changed_at)
      values (${tenant}, ${version}, ${JSON.stringify(content)}, ${document}, ${issuedAt})
      on conflict (tenant) do update set version = excluded.version, content = excluded.content,
        document = excluded.document, changed_at = excluded.changed_at`,
  );
}

export function acknowledge(ctx: Context, tenant: string, version: number): Promise<number> {
  return run(
    ctx.db,
    sql`update entitlements set acknowledged = greatest(acknowledged, ${version}), acknowledged_at = ${ctx.now()}
      where tenant = ${tenant}`,
  );
}

/** Documents an instance should hold. */
export function documentsOf(ctx: Context, instance: string): Promise<{ tenant: string; document: string }[]> {
  return rows(
    ctx.db,
    sql<{
      tenant: string;
      document: string;
    }>`select e.tenant, e.document from entitlements e join tenants t on t.id = e.tenant
      where t.instance = ${instance} and t.state <> 'purged' order by e.tenant`,
  );
}

/** Workshops whose instance never answered for the newest document. */
export async function unacknowledged(ctx: Context): Promise<string[]> {
  const found = await rows<{ tenant: string }>(
    ctx.db,
    sql`select e.tenant from entitlements e join tenants t on t.id = e.tenant
      where e.acknowledged < e.version and t.instance is not null and t.state in ('active', 'suspended', 'deleted', 'moving')`,
  );
  return found.map(({ tenant }) => tenant);
}

export interface GrantRow {
  id: string;
  tier: Tier | null;
  limit: string | null;
  value: number | null;
  reason: string;
  until: string | null;
  createdAt: string;
}

const grant = sql`id, tier, limit_name as limit, value, reason, until, created_at as "createdAt"`;

export function listGrants(ctx: Context, tenant: string): Promise<GrantRow[]> {
  return rows(
    ctx.db,
    sql<GrantRow>`select ${grant} from grants where tenant = ${tenant} and ended_at is null
      and (until is null or until > ${ctx.now()}) order by created_at, id`,
  );
}

interface NewGrant {
  tenant: string;
  tier?: Tier;
  limit?: string;
  value?: number | null;
  reason: string;
  until?: string | null;
  by: string;
}

export function insertGrant(
  ctx: Context,
  { tenant, tier, limit, value, reason, until, by }: NewGrant,
): Promise<GrantRow> {
  return one(
    ctx.db,
    sql<GrantRow>`insert into grants (id, tenant, tier, limit_name, value, reason, until, given_by, created_at)
      values (${newId()}, ${tenant}, ${tier ?? null}, ${limit ?? null}, ${value ?? null}, ${reason}, ${until ?? null}, ${by}, ${ctx.now()})
      returning ${grant}`,
  );
}

export function endGrant(ctx: Context, tenant: string, id: string): Promise<number> {
  return run(
    ctx.db,
    sql`update grants set ended_at = ${ctx.now()} where id = ${id} and tenant = ${tenant} and ended_at is null`,
  );
}

/** Workshops whose trial or grant is over but still in their document. */
export async function due(ctx: Context): Promise<string[]> {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`select t.id from tenants t join entitlements e on e.tenant = t.id
      where t.state in ('active', 'suspended') and ((t.trial_ends_at <= ${ctx.now()} and t.trial_ends_at > e.changed_at)
        or exists (select from grants g where g.tenant = t.id and g.ended_at is null and g.until <= ${ctx.now()} and g.until > e.changed_at))`,
  );
  return found.map(({ id }) => id);
}

/** Versions the workshops of an instance should hold. */
export function versionsOf(ctx: Context, instance: string): Promise<{ tenant: string; version: number }[]> {
  return rows(
    ctx.db,
    sql<{
      tenant: string;
      version: number;
    }>`select e.tenant, e.version from entitlements e join tenants t on t.id = e.tenant
      where t.instance = ${instance} and t.state in ('active', 'suspended', 'deleted')`,
  );
}
