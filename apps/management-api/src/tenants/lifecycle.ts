import type { TenantState } from "@mechanicbuddy/contract/management/tenants";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { maybeOne, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { type Context, nameOf } from "../context.ts";

/** Which state may follow which; everything else is refused. */
const allowed: Record<TenantState, readonly TenantState[]> = {
  provisioning: ["active", "failed"],
  failed: ["provisioning", "deleted"],
  active: ["suspended", "moving", "deleted"],
  suspended: ["active", "moving", "deleted"],
  moving: ["active", "suspended"],
  deleted: ["active", "suspended", "purged"],
  purged: [],
};

interface Cause {
  reason: string;
  job?: string;
}

/** Moves a workshop to another state and writes down why. Call it inside the transaction of the change. */
export async function transition(ctx: Context, id: string, to: TenantState, { reason, job }: Cause): Promise<void> {
  const tenant = await maybeOne<{ state: TenantState }>(
    ctx.db,
    sql`select state from tenants where id = ${id} for update`,
  );
  if (tenant === undefined) throw notFound();
  const from = tenant.state;
  if (from === to) return;
  if (!allowed[from].includes(to)) throw wrongState(from);
  await run(
    ctx.db,
    sql`update tenants set state = ${to}, version = version + 1,
        activated_at = case when ${to} = 'active' then coalesce(activated_at, ${ctx.now()}) else activated_at end
      where id = ${id}`,
  );
  await run(
    ctx.db,
    sql`insert into tenant_changes (id, tenant, from_state, to_state, reason, actor, job, at)
      values (${newId()}, ${id}, ${from}, ${to}, ${reason}, ${nameOf(ctx.actor)}, ${job ?? null}, ${ctx.now()})`,
  );
}

/** The refusal of something the workshop's state does not allow. */
export function wrongState(state: string): Refusal {
  return new Refusal("conflict", `The workshop is ${state}; this is not possible now.`, { cause: "wrong-state" });
}

/** Address of a workshop's site. */
export function publicUrlOf(ctx: Context, id: string): string {
  const { WORKSHOP_URL, BASE_DOMAIN } = ctx.platform.config;
  const base = new URL(WORKSHOP_URL ?? `https://${BASE_DOMAIN}`);
  return `${base.protocol}//${id}.${base.host}`;
}
