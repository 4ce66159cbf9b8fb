import type { Instance } from "@mechanicbuddy/contract/management/instances";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Context } from "../context.ts";

const columns = sql`i.id, i.kind, i.state, i.namespace, i.release, i.api_url as "apiUrl", i.web_upstream as "webUpstream",
  i.max_tenants as "maxTenants", i.version, i.reported_at as "reportedAt",
  (select count(*)::int from tenants where instance = i.id and tenants.state <> 'purged') as tenants`;

export function list(ctx: Context): Promise<Instance[]> {
  return rows(ctx.db, sql<Instance>`select ${columns} from instances i order by position`);
}

export function find(ctx: Context, id: string): Promise<Instance | undefined> {
  return maybeOne(ctx.db, sql<Instance>`select ${columns} from instances i where id = ${id}`);
}

/** The instance a workshop lives on. */
export function findOf(ctx: Context, tenant: string): Promise<Instance | undefined> {
  return maybeOne(
    ctx.db,
    sql<Instance>`select ${columns} from instances i where id = (select instance from tenants where id = ${tenant})`,
  );
}

export interface NewInstance {
  id: string;
  namespace: string;
  release: string;
  apiUrl: string;
  webUpstream: string;
  maxTenants: number;
}

/** False when there is one of this name. */
export async function insert(ctx: Context, instance: NewInstance): Promise<boolean> {
  const { id, namespace, release, apiUrl, webUpstream, maxTenants } = instance;
  const made = await run(
    ctx.db,
    sql`insert into instances (id, kind, state, namespace, release, api_url, web_upstream, max_tenants, created_at)
      values (${id}, 'shared', 'open', ${namespace}, ${release}, ${apiUrl}, ${webUpstream}, ${maxTenants}, ${ctx.now()})
      on conflict (id) do nothing`,
  );
  return made === 1;
}

/** The row of a workshop's own instance, which it then lives on; made once. False when the workshop lives elsewhere. */
export async function insertOwn(
  ctx: Context,
  id: string,
  place: Omit<NewInstance, "id" | "maxTenants">,
): Promise<boolean> {
  const { namespace, release, apiUrl, webUpstream } = place;
  await run(
    ctx.db,
    sql`insert into instances (id, kind, state, namespace, release, api_url, web_upstream, max_tenants, created_at)
      values (${id}, 'dedicated', 'preparing', ${namespace}, ${release}, ${apiUrl}, ${webUpstream}, null, ${ctx.now()})
      on conflict (id) do update set api_url = excluded.api_url, web_upstream = excluded.web_upstream
      where instances.kind = 'dedicated'`,
  );
  const taken = await run(
    ctx.db,
    sql`update tenants set instance = ${id} where id = ${id} and (instance is null or instance = ${id})
      and exists (select from instances where id = ${id} and kind = 'dedicated')`,
  );
  return taken === 1;
}

/** Removes a workshop's own instance from the books; entries that name it stay with those who keep them. */
export async function removeOwn(ctx: Context, id: string): Promise<void> {
  await run(ctx.db, sql`update tenants set instance = null where id = ${id} and instance = ${id}`);
  await run(ctx.db, sql`delete from instances where id = ${id} and kind = 'dedicated'`);
}

/** Where the first instance is follows the settings. */
export function moveTo(ctx: Context, id: string, apiUrl: string, webUpstream: string): Promise<number> {
  return run(
    ctx.db,
    sql`update instances set api_url = ${apiUrl}, web_upstream = ${webUpstream}
      where id = ${id} and (api_url, web_upstream) is distinct from (${apiUrl}, ${webUpstream})`,
  );
}

export function update(ctx: Context, id: string, change: { maxTenants?: number; state?: string }): Promise<number> {
  return run(
    ctx.db,
    sql`update instances set max_tenants = coalesce(${change.maxTenants ?? null}, max_tenants),
      state = coalesce(${change.state ?? null}, state) where id = ${id}`,
  );
}

export function setToken(ctx: Context, id: string, hash: Buffer, version: string): Promise<number> {
  return run(ctx.db, sql`update instances set token_hash = ${hash}, version = ${version} where id = ${id}`);
}

export async function hasToken(ctx: Context, id: string): Promise<boolean> {
  return (
    (await maybeOne(ctx.db, sql`select 1 from instances where id = ${id} and token_hash is not null`)) !== undefined
  );
}

interface Place {
  id: string;
  tenants: number;
  places: number;
}

/** Takes a place on the first open instance with room, or keeps the one the workshop has. Instance rows are locked in order. */
export async function reserve(ctx: Context, tenant: string): Promise<Place | undefined> {
  await rows(ctx.db, sql`select 1 from instances where kind = 'shared' order by position for update`);
  return maybeOne(
    ctx.db,
    sql<Place>`with room as (
        select i.id, i.max_tenants as places, i.position,
          (select count(*)::int from tenants where instance = i.id and state <> 'purged' and tenants.id <> ${tenant}) as others,
          i.id = (select instance from tenants where id = ${tenant}) as kept
        from instances i where i.kind = 'shared'
      ), chosen as (
        select room.* from room join instances using (id) where kept or (instances.state = 'open' and others < places)
        order by kept desc nulls last, room.position limit 1
      )
      update tenants set instance = chosen.id from chosen where tenants.id = ${tenant}
      returning chosen.id, chosen.others + 1 as tenants, chosen.places`,
  );
}

export function release(ctx: Context, tenant: string): Promise<number> {
  return run(ctx.db, sql`update tenants set instance = null where id = ${tenant}`);
}

/** The first shared instance: the wildcard host leads to it. */
export async function isFirst(ctx: Context, id: string): Promise<boolean> {
  const first = await maybeOne<{ id: string }>(
    ctx.db,
    sql`select id from instances where kind = 'shared' order by position limit 1`,
  );
  return first?.id === id;
}

interface Report {
  tenant: string;
  lastActiveAt: string | null;
  users: number;
  workOrders: number;
  storageBytes: number;
}

/** Keeps what an instance says of its workshops; whatever it does not name stays unknown. */
export async function keepReport(ctx: Context, instance: string, report: readonly Report[]): Promise<void> {
  const at = ctx.now();
  await run(
    ctx.db,
    sql`update tenants t set last_active_at = greatest(t.last_active_at, r."lastActiveAt"::timestamptz), reported_at = ${at},
        usage = jsonb_build_object('users', r.users, 'workOrders', r."workOrders", 'storageBytes', r."storageBytes")
      from jsonb_to_recordset(${JSON.stringify(report)}::jsonb)
        as r (tenant text, "lastActiveAt" text, users int, "workOrders" int, "storageBytes" float8)
      where t.id = r.tenant and t.instance = ${instance}`,
  );
  await run(ctx.db, sql`update instances set reported_at = ${at} where id = ${instance}`);
}
