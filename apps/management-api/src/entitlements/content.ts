import { type Entitlement, type Limits, type PlanState, plans, type Tier, tiers } from "@mechanicbuddy/contract/plans";
import type { Facts } from "./store.ts";

/** What a workshop is told, but for the document's version and moment. */
export type Content = Omit<Entitlement, "version" | "issuedAt">;

/** The plan in force: a grant's or a trial's where it is better than the workshop's own. */
export function tierInForce({ tier, trialEndsAt, grants }: Facts, now: Date): Tier {
  const candidates = grants.flatMap((grant) => (grant.tier === null ? [] : [grant.tier]));
  if (isTrial(trialEndsAt, now)) candidates.push("professional");
  return candidates.reduce((best, other) => (tiers.indexOf(other) > tiers.indexOf(best) ? other : best), tier);
}

/** Limits of the plan in force, with the exceptions that were granted. */
export function limitsInForce(facts: Facts, now: Date): Limits {
  const limits: Limits = { ...plans[tierInForce(facts, now)].limits };
  for (const { limit, value } of facts.grants) if (limit !== null) limits[limit] = value;
  return limits;
}

/** The whole document of a workshop, from nothing but the facts. */
export function contentOf(facts: Facts, now: Date, portalUrl: string): Content {
  const limits = limitsInForce(facts, now);
  const { state, reason } = stateOf(facts, limits, now);
  return {
    tenant: facts.id,
    tier: tierInForce(facts, now),
    state,
    ...(reason === undefined ? {} : { reason }),
    limits,
    features: [],
    ...(isTrial(facts.trialEndsAt, now) ? { trialEndsAt: facts.trialEndsAt as string } : {}),
    ...(state === "closing" && facts.purgeAt !== null ? { graceEndsAt: facts.purgeAt } : {}),
    portalUrl: `${portalUrl}/workshops/${facts.id}`,
  };
}

function stateOf(facts: Facts, limits: Limits, now: Date): { state: PlanState; reason?: string } {
  if (facts.state === "failed") return { state: "closing", reason: "This workshop could not be prepared." };
  if (facts.state === "deleted" || facts.state === "purged") {
    return {
      state: "closing",
      reason: "This workshop was deleted. Its owner can bring it back until its data is removed.",
    };
  }
  if (facts.state === "suspended") return { state: "suspended", reason: facts.reason ?? "This workshop is paused." };
  if (isTrial(facts.trialEndsAt, now)) return { state: "trial" };
  if (
    isOver(facts.usage?.workOrders, limits.workOrderLimit) ||
    isOver(facts.usage?.storageBytes, limits.storageBytes)
  ) {
    return {
      state: "read_only",
      reason: "More is used than the plan allows. Nothing is lost; a larger plan opens it again.",
    };
  }
  return { state: "active" };
}

function isOver(used: number | undefined, allowed: number | null): boolean {
  return used !== undefined && allowed !== null && used > allowed;
}

function isTrial(trialEndsAt: string | null, now: Date): boolean {
  return trialEndsAt !== null && new Date(trialEndsAt) > now;
}
