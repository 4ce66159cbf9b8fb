import type { createTenant, Tenant, updateTenant } from "@mechanicbuddy/contract/management/tenants";
import { plans, type Usage } from "@mechanicbuddy/contract/plans";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import * as accounts from "../accounts/accounts.ts";
import { record } from "../audit/audit.ts";
import type { Context } from "../context.ts";
import * as entitlements from "../entitlements/entitlements.ts";
import * as links from "../links/links.ts";
import { queue } from "../mails/mails.ts";
import { publicUrlOf } from "./lifecycle.ts";
import * as store from "./store.ts";
import { begin } from "./tenants.ts";

const MOST_PER_ACCOUNT = 10;
const TRIAL_DAYS = 14;
const PASSWORD_HOURS = 24;

/** Workshops: all for staff, one's own for a customer. */
export function list(ctx: Context, query: store.TenantQuery) {
  return store.list(ctx, query, ctx.actor.kind === "account" ? ctx.actor.id : undefined);
}

/** One workshop, with its limits, what is used of them, and where it is reached. */
export async function get(ctx: Context, id: string): Promise<Tenant> {
  const account = ctx.actor.kind === "account" ? ctx.actor.id : undefined;
  const found = await store.find(ctx, id, account);
  if (found === undefined || (account !== undefined && found.role === null)) throw notFound();
  const { used, planState, ...shown } = found;
  const facts = await entitlements.lockFacts(ctx, id);
  const limits = facts === undefined ? plans[shown.tier].limits : entitlements.limitsInForce(facts, ctx.now());
  return {
    ...shown,
    planState: planState ?? "active",
    limits,
    usage: usageOf(used, limits),
    publicUrl: publicUrlOf(ctx, id),
  };
}

function usageOf(used: store.TenantFacts["used"], limits: Tenant["limits"]): Usage[] {
  return [
    { name: "users", used: used?.users ?? 0, allowed: limits.mechanicLimit },
    { name: "workOrders", used: used?.workOrders ?? 0, allowed: limits.workOrderLimit },
    { name: "storageBytes", used: used?.storageBytes ?? 0, allowed: limits.storageBytes },
  ];
}

/** A further workshop. A customer has one free one at a time; staff say whose it will be. */
export async function create(
  ctx: Context,
  body: Input<typeof createTenant>["body"],
): Promise<{ id: string; job: string }> {
  const { id, companyName, locale, country, ownerEmail, ownerName, tier = "free" } = body;
  const trigger = ctx.actor.kind === "staff" ? "staff" : "customer";
  const common = { id, companyName, locale, country, tier, trigger, sampleData: tier === "demo" };
  if (ctx.actor.kind === "staff") {
    if (plans[tier].placement === "dedicated" && ctx.platform.config.PROVIDERS_KUBERNETES === "off")
      throw invalid({
        tier: "A workshop of this plan needs a cluster of its own to run on: set PROVIDERS_KUBERNETES.",
      });
    if (ownerEmail === undefined) throw invalid({ ownerEmail: "Say whose workshop it will be." });
    const owner = await ownerOf(ctx, ownerEmail, ownerName ?? ownerEmail, locale, companyName);
    return begin(ctx, { ...common, contactName: ownerName ?? ownerEmail, owner });
  }
  if (ctx.actor.kind !== "account") throw notFound();
  if (ownerEmail !== undefined || ownerName !== undefined || tier !== "free") {
    throw new Refusal("forbidden", "Only a free workshop of your own can be made here.");
  }
  const { free, all } = await store.freeOf(ctx, ctx.actor.id);
  if (free > 0) throw new Refusal("conflict", "You have a free workshop already.", { cause: "one-free-workshop" });
  if (all >= MOST_PER_ACCOUNT)
    throw new Refusal("conflict", "An account has ten workshops at most.", { cause: "too-many-workshops" });
  return begin(ctx, { ...common, contactName: await accounts.nameOfAccount(ctx, ctx.actor.id), owner: ctx.actor.id });
}

async function ownerOf(
  ctx: Context,
  email: string,
  name: string,
  locale: string,
  companyName: string,
): Promise<string> {
  const known = await accounts.findByEmail(ctx, email);
  if (known !== undefined) return known.id;
  const account = await accounts.create(ctx, { email, name, locale });
  if (account === undefined) throw new Error("An account was neither there nor made");
  const token = await links.make(ctx, { purpose: "reset", account, hours: PASSWORD_HOURS });
  const inviter = ctx.actor.kind === "staff" ? ctx.actor.email : companyName;
  await queue(ctx, {
    to: email,
    template: "staff-made-workshop",
    locale,
    data: { company: companyName, inviter, token },
  });
  return account;
}

export async function update(ctx: Context, id: string, body: Input<typeof updateTenant>["body"]): Promise<Tenant> {
  const before = await get(ctx, id);
  if (!(await store.update(ctx, id, body))) {
    throw new Refusal("conflict", "The workshop was changed meanwhile.", { current: before });
  }
  const { companyName, contactName, supportUntil } = before;
  const { version: _, ...after } = body;
  await record(ctx, { action: "tenant.update", tenant: id, before: { companyName, contactName, supportUntil }, after });
  return get(ctx, id);
}

/** The limits of Professional once for fourteen days, on the shared instance. */
export async function startTrial(ctx: Context, id: string): Promise<Tenant> {
  const endsAt = new Date(ctx.now().getTime() + TRIAL_DAYS * 86_400_000);
  if (!(await store.startTrial(ctx, id, endsAt))) {
    throw new Refusal("conflict", "A free workshop that is open can try Professional once.", { cause: "wrong-state" });
  }
  await record(ctx, { action: "tenant.trial", tenant: id, after: { endsAt: endsAt.toISOString() } });
  await entitlements.refresh(ctx, id);
  return get(ctx, id);
}
