import { type MatePlan, matePlan, matePlans } from "./plans.ts";

/** What a person may do: `full` is the plan, `read` opens, exports, deletes and asks the tables. */
export type AccessLevel = "full" | "read";

/** A sentence the site shows; its words are in the catalogue under `banner_<kind>`. */
export type BannerKind =
  | "choose_plan"
  | "granted_until"
  | "trial_left"
  | "trial_over"
  | "payment_not_finished"
  | "ends_on"
  | "ended"
  | "payment_failed"
  | "checking"
  | "stopped";

export interface SubscriptionState {
  planId: string;
  /** Stripe's word, whatever it is. */
  status: string;
  periodStart: Date | null;
  periodEnd: Date | null;
  cancelAtPeriodEnd: boolean;
  pastDueSince: Date | null;
  refundedAt: Date | null;
  disputedAt: Date | null;
}

export interface TrialState {
  startsAt: Date;
  endsAt: Date;
  answersLeft: number;
}

export interface GrantState {
  planId: string;
  startsAt: Date;
  endsAt: Date;
}

export interface MateAccess {
  level: AccessLevel;
  plan: MatePlan | null;
  banner: { kind: BannerKind; at: Date | null; left?: number } | null;
  periodStart: Date | null;
  periodEnd: Date | null;
  /** True: ask Stripe how it really is. */
  reconcile: boolean;
}

const HOUR_MS = 3_600_000;
/** A webhook may be late so long before an active subscription stops counting. */
export const lateHours = 72;
/** A failed payment leaves so much time. */
export const pastDueDays = 7;

/**
 * What an account may do now. Total over any status: one that nobody knows gives reading and a look at Stripe. A grant
 * comes first, then a live subscription, then a trial.
 */
export function accessOf(
  subscription: SubscriptionState | null,
  trial: TrialState | null,
  grant: GrantState | null,
  now: Date,
): MateAccess {
  if (grant !== null && now < grant.endsAt) {
    return full(grant.planId, { kind: "granted_until", at: grant.endsAt }, grant.startsAt, grant.endsAt);
  }
  const paid = subscription === null ? null : accessOfSubscription(subscription, now);
  if (paid?.level === "full") return paid;
  if (trial !== null && now < trial.endsAt && trial.answersLeft > 0) {
    const left = { kind: "trial_left" as const, at: trial.endsAt, left: trial.answersLeft };
    return { ...full("trial", left, trial.startsAt, trial.endsAt), plan: matePlans.trial };
  }
  if (paid !== null) return paid;
  if (trial !== null) return read({ kind: "trial_over", at: trial.endsAt });
  return read({ kind: "choose_plan", at: null });
}

function accessOfSubscription(subscription: SubscriptionState, now: Date): MateAccess {
  const { planId, status, periodStart, periodEnd, cancelAtPeriodEnd, pastDueSince } = subscription;
  if (subscription.refundedAt !== null || subscription.disputedAt !== null) return read({ kind: "stopped", at: null });
  const isRunning = periodEnd !== null && now < periodEnd;
  switch (status) {
    case "pending":
    case "incomplete":
    case "incomplete_expired":
      return read({ kind: "payment_not_finished", at: null });
    case "trialing":
    case "active": {
      if (cancelAtPeriodEnd) {
        return isRunning
          ? full(planId, { kind: "ends_on", at: periodEnd }, periodStart, periodEnd)
          : read({ kind: "ended", at: periodEnd });
      }
      const isLate = periodEnd === null || now.getTime() >= periodEnd.getTime() + lateHours * HOUR_MS;
      return isLate
        ? { ...read({ kind: "checking", at: null }), reconcile: true }
        : full(planId, null, periodStart, periodEnd);
    }
    case "past_due": {
      const stops = pastDueSince === null ? null : new Date(pastDueSince.getTime() + pastDueDays * 24 * HOUR_MS);
      const banner = { kind: "payment_failed" as const, at: stops };
      return stops !== null && now < stops ? full(planId, banner, periodStart, periodEnd) : read(banner);
    }
    case "canceled":
      return isRunning
        ? full(planId, { kind: "ends_on", at: periodEnd }, periodStart, periodEnd)
        : read({ kind: "ended", at: periodEnd });
    case "unpaid":
    case "paused":
      return read({ kind: "stopped", at: null });
    default:
      return { ...read({ kind: "checking", at: null }), reconcile: true };
  }
}

function full(
  planId: string,
  banner: MateAccess["banner"],
  periodStart: Date | null,
  periodEnd: Date | null,
): MateAccess {
  const plan = matePlan(planId);
  // A plan nobody knows is never a default one.
  if (plan === undefined) return { ...read({ kind: "checking", at: null }), reconcile: true };
  return { level: "full", plan, banner, periodStart, periodEnd, reconcile: false };
}

function read(banner: MateAccess["banner"]): MateAccess {
  return { level: "read", plan: null, banner, periodStart: null, periodEnd: null, reconcile: false };
}
