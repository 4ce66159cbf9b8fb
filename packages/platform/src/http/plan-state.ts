import { Refusal } from "@mechanicbuddy/contract/problem";
import type { Route } from "@mechanicbuddy/contract/route";
import type { Tenant } from "../context.ts";
import type { Caller } from "./caller.ts";

/** True while nobody works in the workshop and nothing is done for it in the background. */
export function isPaused({ entitlement }: Pick<Tenant, "entitlement">): boolean {
  return entitlement?.state === "suspended" || entitlement?.state === "closing";
}

/**
 * What the plan's state lets through (workshop specification 3.35). Read only: everything but what begins something new.
 * Suspended: sign-in, the owner's export and plan, and the documents customers have links to. Closing: the owner's only;
 * what is public is gone.
 */
export function refuseInState(route: Route, { tenant, claims }: Caller): void {
  const { entitlement } = tenant;
  if (entitlement === null) return;
  const { state } = entitlement;
  if (state === "read_only" && route.beginsNew === true) {
    throw new Refusal("plan_limit", "This workshop is read only. Open orders can be finished, invoiced and paid.");
  }
  if (!isPaused(tenant)) return;
  const { whilePaused } = route;
  if (whilePaused === "anyone") return;
  if (whilePaused === "documents" && state === "suspended") return;
  const isOwner = claims?.role === "owner";
  if (whilePaused === "owner" && isOwner) return;
  if (state === "closing" && claims === undefined) throw new Refusal("gone", "This workshop is closed.");
  // Why it is paused is for the owner; everybody else hears only that it is.
  const reason = isOwner ? entitlement.reason : undefined;
  throw new Refusal("suspended", reason ?? "This workshop is paused.");
}
