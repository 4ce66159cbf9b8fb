import { type Entitlement, type PlanView, plans, type Usage, unlimited } from "@mechanicbuddy/contract/plans";
import { Refusal } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import * as notifications from "../notifications/notifications.ts";
import * as store from "./store.ts";

/** From this part of a limit on, whoever sees the plan is told. */
const NEAR = 0.8;

/** What the workshop has of its plan. */
export async function view(ctx: Context): Promise<PlanView> {
  const { entitlement } = ctx.tenant;
  const limits = entitlement?.limits ?? unlimited;
  const used = await store.findUsed(ctx);
  const usage: Usage[] = [
    { name: "users", used: used.users, allowed: limits.mechanicLimit },
    { name: "workOrders", used: used.workOrders, allowed: limits.workOrderLimit },
    { name: "storageBytes", used: used.storageBytes, allowed: limits.storageBytes },
    { name: "mailsToday", used: used.mailsToday, allowed: limits.mailsPerDay },
  ];
  return {
    tier: entitlement?.tier ?? null,
    state: entitlement?.state ?? "active",
    reason: entitlement?.reason ?? null,
    trialEndsAt: entitlement?.trialEndsAt ?? null,
    graceEndsAt: entitlement?.graceEndsAt ?? null,
    portalUrl: entitlement?.portalUrl ?? null,
    usage,
  };
}

/**
 * Refuses an order the plan has no room for. Called in the order's own transaction with the count its number came with:
 * the series is locked by then, so two orders cannot both be the last one.
 * @param opened how many orders were ever opened, this one included
 */
export async function roomForOrder(ctx: Context, opened: number): Promise<void> {
  const { entitlement } = ctx.tenant;
  const allowed = entitlement?.limits.workOrderLimit ?? null;
  if (entitlement === null || allowed === null) return;
  if (opened > allowed) {
    const sentence = `${count(allowed)} of ${count(allowed)} orders used. Open ones can be finished, invoiced, paid, exported.`;
    throw new Refusal("plan_limit", sentence, { limit: { name: "workOrders", used: allowed, allowed } });
  }
  await tellWhenNear(ctx, { name: "workOrders", used: opened, allowed });
}

/** Refuses one more account that can change things, when all seats of the plan are taken. Call it before adding. */
export async function roomForSeat(ctx: Context): Promise<void> {
  const { entitlement } = ctx.tenant;
  const allowed = entitlement?.limits.mechanicLimit ?? null;
  if (entitlement === null || allowed === null) return;
  const used = await store.countSeats(ctx);
  if (used >= allowed) {
    const sentence = `${used} of ${allowed} users on ${plans[entitlement.tier].name}. ${seatRemedy(entitlement)}`;
    throw new Refusal("plan_limit", sentence, { limit: { name: "users", used, allowed } });
  }
  await tellWhenNear(ctx, { name: "users", used: used + 1, allowed });
}

/** Gives every account its seat, or none, after the plan or an account has changed. */
export async function reseat(ctx: Context): Promise<void> {
  await store.seat(ctx, ctx.tenant.entitlement?.limits.mechanicLimit ?? null);
}

function seatRemedy({ tier }: Entitlement): string {
  return tier === "free"
    ? "Colleagues can be added on Professional."
    : "Disable an account, or make one read only, to add this one.";
}

/** Refuses a file the plan has no room for. Nothing that is kept goes, and photos of before stay to be seen. */
export async function roomForFile(ctx: Context, bytes: number): Promise<void> {
  const allowed = ctx.tenant.entitlement?.limits.storageBytes ?? null;
  if (allowed === null) return;
  const used = await store.lockStorage(ctx);
  if (used + bytes <= allowed) return;
  const [has, most] = [used, allowed].map((size) => `${count(Math.round(size / 1024 ** 2))} MB`);
  throw new Refusal("plan_limit", `${has} of ${most} for files used. Photos and papers that are here stay.`, {
    limit: { name: "storageBytes", used, allowed },
  });
}

/** Once when the limit comes near, once when it is reached: the counts pass each number only once. */
async function tellWhenNear(ctx: Context, { name, used, allowed }: Usage & { allowed: number }): Promise<void> {
  if (used !== Math.ceil(allowed * NEAR) && used !== allowed) return;
  await notifications.tell(ctx, {
    permission: "plan.read",
    kind: "plan.near",
    about: null,
    data: { name, used, allowed },
  });
}

function count(number: number): string {
  return number.toLocaleString("en");
}
