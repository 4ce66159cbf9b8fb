import { maybeOne, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Beginning } from "./tenants.ts";

export async function isFree(ctx: Context, id: string): Promise<boolean> {
  return (await maybeOne(ctx.db, sql`select 1 from tenants where id = ${id}`)) === undefined;
}

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
  await run(
    ctx.db,
    sql`insert into tenant_changes (id, tenant, to_state, reason, actor, at)
      values (${newId()}, ${id}, 'provisioning', ${given.trigger}, ${given.contactName}, ${now})`,
  );
  return true;
}

interface NewJob {
  id: string;
  tenant: string;
  trigger: string;
  requestedBy: string;
}

export async function insertJob(ctx: Context, { id, tenant, trigger, requestedBy }: NewJob): Promise<void> {
  await run(
    ctx.db,
    sql`insert into jobs (id, kind, tenant, state, input, requested_by, trigger, created_at)
      values (${id}, 'provision', ${tenant}, 'queued', '{}', ${requestedBy}, ${trigger}, ${ctx.now()})`,
  );
}

export async function suspend(ctx: Context, id: string, kind: string, reason: string): Promise<void> {
  await run(
    ctx.db,
    sql`insert into suspensions (id, tenant, kind, reason, since)
      values (${newId()}, ${id}, ${kind}, ${reason}, ${ctx.now()})
      on conflict (tenant, kind) where lifted_at is null do nothing`,
  );
  await run(ctx.db, sql`update tenants set state = 'suspended', version = version + 1 where id = ${id}`);
}

export async function convertDemo(ctx: Context, id: string): Promise<void> {
  await run(
    ctx.db,
    sql`update suspensions set lifted_at = ${ctx.now()}
      where tenant = ${id} and kind = 'demo_ended' and lifted_at is null`,
  );
  await run(
    ctx.db,
    sql`update tenants set tier = 'free', state = 'active', ends_at = null, version = version + 1 where id = ${id}`,
  );
}
