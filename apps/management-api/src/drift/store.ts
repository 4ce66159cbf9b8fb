import type { Drift } from "@mechanicbuddy/contract/management/jobs";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Static } from "typebox";
import type { Context } from "../context.ts";

export function list(ctx: Context): Promise<Static<typeof Drift>[]> {
  return rows(
    ctx.db,
    sql<Static<typeof Drift>>`select id, tenant, kind, name, difference, detail, repairs, found_at as "foundAt"
      from drift order by found_at desc, name`,
  );
}

export async function checkedAt(ctx: Context): Promise<string | null> {
  const found = await maybeOne<{ at: string }>(
    ctx.db,
    sql`select value #>> '{}' as at from settings where name = 'drift.checkedAt'`,
  );
  return found?.at ?? null;
}

export interface Resource {
  id: string;
  kind: "record" | "host" | "namespace";
  name: string;
  tenant: string;
  /** What it should lead to; of a namespace, whose it is. */
  target: string;
}

/** What should be there: of workshops that are open or rest. */
export function resources(ctx: Context): Promise<Resource[]> {
  return rows(
    ctx.db,
    sql<Resource>`select r.id, r.kind, r.name, r.tenant, coalesce(r.desired ->> 'target', r.desired ->> 'upstream') as target
      from resources r join tenants t on t.id = r.tenant
      where r.kind in ('record', 'host', 'namespace') and t.state in ('active', 'suspended', 'deleted', 'moving') order by r.name`,
  );
}

export interface NewDrift {
  resource: string | null;
  tenant: string | null;
  kind: string;
  name: string;
  difference: "missing" | "different" | "orphan";
  detail: string;
  repairs: boolean;
}

/** Puts what was found in the place of what was known; true when something is new. */
export async function replace(ctx: Context, found: readonly NewDrift[]): Promise<boolean> {
  const now = ctx.now();
  let isNew = false;
  for (const { resource, tenant, kind, name, difference, detail, repairs } of found) {
    const fresh = await maybeOne<{ fresh: boolean }>(
      ctx.db,
      sql`insert into drift (id, resource, tenant, kind, name, difference, detail, repairs, found_at)
        values (${newId()}, ${resource}, ${tenant}, ${kind}, ${name}, ${difference}, ${detail}, ${repairs}, ${now})
        on conflict (kind, name, difference) do update set detail = excluded.detail returning xmax = 0 as fresh`,
    );
    isNew ||= fresh?.fresh === true;
  }
  const kept = found.map(({ kind, name, difference }) => `${kind} ${name} ${difference}`);
  await run(ctx.db, sql`delete from drift where not (kind || ' ' || name || ' ' || difference = any(${kept}::text[]))`);
  await run(
    ctx.db,
    sql`insert into settings (name, value, changed_at) values ('drift.checkedAt', to_jsonb(${now.toISOString()}::text), ${now})
      on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at`,
  );
  return isNew;
}
