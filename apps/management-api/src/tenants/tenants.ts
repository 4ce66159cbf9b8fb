import { proposedTenantId, tenantIdFault } from "@mechanicbuddy/contract/management/tenant-id";
import type { SuspensionKind } from "@mechanicbuddy/contract/management/tenants";
import type { Tier } from "@mechanicbuddy/contract/plans";
import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction } from "../context.ts";
import * as entitlements from "../entitlements/entitlements.ts";
import * as instances from "../instances/instances.ts";
import * as jobs from "../jobs/jobs.ts";
import { queueToOwners } from "../mails/mails.ts";
import { transition, wrongState } from "./lifecycle.ts";
import * as store from "./store.ts";

export { changes, reportedAt } from "./store.ts";

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
  const job = await jobs.order(ctx, { kind: "provision", tenant: id, trigger: given.trigger });
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

/** Adds a reason to rest; reasons stack. Twice the same is one. Answers the job that closes the pages. */
export function suspend(
  ctx: Context,
  id: string,
  { kind, reason }: { kind: SuspensionKind; reason: string },
): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    const { state } = await mustExist(ctx, id);
    if (state !== "active" && state !== "suspended") throw wrongState(state);
    const isNew = await store.addSuspension(ctx, id, kind, reason);
    if (state === "active") await transition(ctx, id, "suspended", { reason });
    const job = await jobs.order(ctx, { kind: "suspend", tenant: id });
    await entitlements.refresh(ctx, id);
    if (isNew && (kind === "staff" || kind === "abuse"))
      await queueToOwners(ctx, id, "suspended", { reason }, `suspended:${job}`);
    await record(ctx, { action: "tenant.suspend", tenant: id, after: { kind }, reason });
    return job;
  });
}

/** Lifts a reason; with the last one the workshop opens again. */
export function resume(ctx: Context, id: string, kind?: SuspensionKind): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    const { state } = await mustExist(ctx, id);
    if (state !== "suspended") throw wrongState(state);
    const { lifted, left } = await store.liftSuspension(ctx, id, kind);
    if (lifted === 0)
      throw new Refusal("conflict", "The workshop does not rest for this reason.", { cause: "wrong-state" });
    if (left === 0) await transition(ctx, id, "active", { reason: `No longer suspended: ${kind ?? "all reasons"}.` });
    await store.noteActive(ctx, id);
    const job = await jobs.order(ctx, { kind: "resume", tenant: id });
    await entitlements.refresh(ctx, id);
    if (left === 0) await queueToOwners(ctx, id, "resumed", {}, `resumed:${job}`);
    await record(ctx, { action: "tenant.resume", tenant: id, after: { kind } });
    return job;
  });
}

/** A demo becomes a free workshop, also one that has ended; all data stays, but for made-up data nobody touched. */
export async function convertDemo(
  ctx: Context,
  id: string,
  { removeSampleData }: { removeSampleData: boolean },
): Promise<{ removed: number; kept: number }> {
  const counted = removeSampleData ? await instances.removeSampleData(ctx, id) : { removed: 0, kept: 0 };
  await inTransaction(ctx, async (ctx) => {
    const { state } = await mustExist(ctx, id);
    if (state !== "active" && state !== "suspended") throw wrongState(state);
    await store.makeFree(ctx, id);
    if (state === "suspended") {
      const { left } = await store.liftSuspension(ctx, id, "demo_ended");
      if (left === 0) await transition(ctx, id, "active", { reason: "The demo is kept as a free workshop." });
      await jobs.order(ctx, { kind: "resume", tenant: id });
    }
    await entitlements.refresh(ctx, id);
    await record(ctx, { action: "tenant.convert", tenant: id, after: { ...counted } });
  });
  return counted;
}

export async function mustExist(ctx: Context, id: string): Promise<entitlements.Facts> {
  const facts = await entitlements.lockFacts(ctx, id);
  if (facts === undefined) throw new Refusal("not_found", "It may have been deleted.");
  return facts;
}
