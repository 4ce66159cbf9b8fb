import { proposedTenantId, tenantIdFault } from "@mechanicbuddy/contract/management/tenant-id";
import type { SuspensionKind } from "@mechanicbuddy/contract/management/tenants";
import type { Tier } from "@mechanicbuddy/contract/plans";
import { invalid } from "@mechanicbuddy/contract/problem";
import { newId } from "@mechanicbuddy/platform/id";
import { record } from "../audit/audit.ts";
import { type Context, nameOf } from "../context.ts";
import * as store from "./store.ts";

/** What a workshop begins with. */
export interface Beginning {
  /** Its name in addresses; made from the company's when absent. */
  id?: string;
  companyName: string;
  contactName: string;
  locale: string;
  country: string;
  tier: Tier;
  owner: string;
  sampleData: boolean;
  /** The request that caused it. */
  trigger: string;
  endsAt?: Date;
  planWished?: string;
}

/** True when no workshop has, or ever had, this name. */
export function isFree(ctx: Context, id: string): Promise<boolean> {
  return store.isFree(ctx, id);
}

/** Begins a workshop in the caller's transaction: its row, its owner, and the job that prepares it. */
export async function begin(ctx: Context, given: Beginning): Promise<{ id: string; job: string }> {
  const id = given.id ?? (await proposed(ctx, given.companyName));
  const fault = tenantIdFault(id, ctx.actor.kind === "staff");
  if (fault !== undefined) throw invalid({ tenantId: fault }, "tenant-id-invalid");
  if (!(await store.insert(ctx, id, given))) {
    throw invalid({ tenantId: "This address is taken. Choose another one." }, "tenant-id-taken");
  }
  const job = newId();
  await store.insertJob(ctx, { id: job, tenant: id, trigger: given.trigger, requestedBy: nameOf(ctx.actor) });
  await record(ctx, { action: "tenant.begin", tenant: id, after: { tier: given.tier } });
  return { id, job };
}

/** `kask-auto`, and where that is taken `kask-auto-2`, `kask-auto-3`, … */
async function proposed(ctx: Context, companyName: string): Promise<string> {
  const name = (proposedTenantId(companyName) || "workshop").slice(0, 27).replace(/-+$/, "");
  for (let n = 1; ; n++) {
    const id = n === 1 ? name : `${name}-${n}`;
    if (tenantIdFault(id) === undefined && (await store.isFree(ctx, id))) return id;
  }
}

/** Adds a reason to rest. */
export async function suspend(
  ctx: Context,
  id: string,
  { kind, reason }: { kind: SuspensionKind; reason: string },
): Promise<void> {
  await store.suspend(ctx, id, kind, reason);
  await record(ctx, { action: "tenant.suspend", tenant: id, reason });
}

/** A demo becomes a free workshop. */
export async function convertDemo(
  ctx: Context,
  id: string,
  _: { removeSampleData: boolean },
): Promise<{ removed: number; kept: number }> {
  await store.convertDemo(ctx, id);
  await record(ctx, { action: "tenant.convert", tenant: id });
  return { removed: 0, kept: 0 };
}
