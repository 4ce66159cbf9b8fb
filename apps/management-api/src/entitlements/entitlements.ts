import { isDeepStrictEqual } from "node:util";
import { listActivity, putEntitlement } from "@mechanicbuddy/contract/internal";
import type { giveGrant } from "@mechanicbuddy/contract/management/tenants";
import { type Entitlement, plans } from "@mechanicbuddy/contract/plans";
import { invalid, notFound } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction, nameOf } from "../context.ts";
import * as instances from "../instances/instances.ts";
import { enqueue } from "../tasks.ts";
import { contentOf } from "./content.ts";
import * as store from "./store.ts";

export { type Content, limitsInForce, tierInForce } from "./content.ts";
export { due, type Facts, lockFacts } from "./store.ts";

/** A signed document and its version. */
export interface Issued {
  version: number;
  document: string;
}

/**
 * Brings the workshop's document up to date with plan, grants, trial and state, and sends it when it changed. Call it
 * inside the transaction of the change. Without an instance there is nobody to tell yet.
 */
export function refresh(ctx: Context, tenant: string): Promise<Issued | undefined> {
  return inTransaction(ctx, async (ctx) => {
    const facts = await store.lockFacts(ctx, tenant);
    if (facts?.instance == null) return undefined;
    const content = contentOf(facts, ctx.now(), ctx.platform.config.PORTAL_URL);
    if (facts.document !== null && isDeepStrictEqual(content, facts.content)) {
      return { version: facts.version, document: facts.document };
    }
    const entitlement: Entitlement = { ...content, version: facts.version + 1, issuedAt: ctx.now().toISOString() };
    const document = await ctx.platform.signer.signEntitlement(facts.instance, entitlement);
    await store.keep(ctx, tenant, entitlement, document);
    // The first one goes with the order to make the workshop.
    if (facts.version > 0) await enqueue(ctx, "entitlements.send", { tenant }, { key: `entitlement:${tenant}` });
    return { version: entitlement.version, document };
  });
}

/** Notes which version the instance holds. */
export function acknowledge(ctx: Context, tenant: string, version: number): Promise<number> {
  return store.acknowledge(ctx, tenant, version);
}

/** Hands the newest document to the workshop's instance; the task is tried until it answers. */
export async function send(ctx: Context, tenant: string): Promise<void> {
  const issued = await refresh(ctx, tenant);
  const instance = await instances.findOf(ctx, tenant);
  if (issued === undefined || instance === undefined) return;
  const body = { document: issued.document };
  const { version } = await instances.callInstance(ctx, instance, putEntitlement, { params: { id: tenant }, body });
  await store.acknowledge(ctx, tenant, version);
}

/** Documents in force for the workshops of an instance that asks for them. */
export async function documentsOf(ctx: Context, instance: string) {
  return { items: await store.documentsOf(ctx, instance) };
}

/** Sends what is due: trials and grants that ended, documents nobody answered for, and those an instance does not hold. */
export async function compare(ctx: Context): Promise<void> {
  for (const tenant of await store.due(ctx)) await refresh(ctx, tenant);
  const behind = new Set(await store.unacknowledged(ctx));
  for (const { id, apiUrl, state } of (await instances.list(ctx)).items) {
    if (state === "closed" || state === "preparing") continue;
    try {
      const { items } = await instances.callInstance(ctx, { id, apiUrl }, listActivity);
      const held = new Map(items.map(({ tenant, entitlementVersion }) => [tenant, entitlementVersion]));
      for (const { tenant, version } of await store.versionsOf(ctx, id)) {
        if (held.has(tenant) && (held.get(tenant) as number) < version) behind.add(tenant);
      }
    } catch (error) {
      if (!instances.isOutside(error)) throw error;
      ctx.log.warn({ instance: id, err: error }, "entitlements could not be compared");
    }
  }
  for (const tenant of behind) await enqueue(ctx, "entitlements.send", { tenant }, { key: `entitlement:${tenant}` });
}

export async function listGrants(ctx: Context, tenant: string) {
  return { items: (await store.listGrants(ctx, tenant)) as never };
}

/** Gives a plan or a limit without payment. */
export async function grant(ctx: Context, tenant: string, body: Input<typeof giveGrant>["body"]) {
  const { tier, limit, value, reason, until } = body;
  if ((tier === undefined) === (limit === undefined)) {
    throw invalid({ tier: "Give a plan or one limit, not both." }, "grant-invalid");
  }
  if (tier !== undefined && plans[tier].placement === "dedicated" && tier !== "professional") {
    throw invalid({ tier: "This plan needs an instance of its own. Give its limits one by one." }, "grant-invalid");
  }
  if (until != null && new Date(until) <= ctx.now()) throw invalid({ until: "Choose an end that is still to come." });
  if ((await store.lockFacts(ctx, tenant)) === undefined) throw notFound();
  const made = await store.insertGrant(ctx, { tenant, tier, limit, value, reason, until, by: nameOf(ctx.actor) });
  await record(ctx, { action: "grant.give", tenant, target: made.id, after: { tier, limit, value, until }, reason });
  await refresh(ctx, tenant);
  return made as never;
}

export async function endGrant(ctx: Context, tenant: string, id: string): Promise<void> {
  if ((await store.endGrant(ctx, tenant, id)) === 0) throw notFound();
  await record(ctx, { action: "grant.end", tenant, target: id });
  await refresh(ctx, tenant);
}
