import { describe, expect, test } from "vitest";
import { accessOf, type SubscriptionState, type TrialState } from "./access.ts";
import { matePlans, netPence, priceParts } from "./plans.ts";

const now = new Date("2026-11-20T10:00:00Z");
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);
const days = (n: number) => hours(n * 24);
const subscription = (fields: Partial<SubscriptionState>): SubscriptionState => ({
  planId: "professional",
  status: "active",
  periodStart: days(-10),
  periodEnd: days(20),
  cancelAtPeriodEnd: false,
  pastDueSince: null,
  refundedAt: null,
  disputedAt: null,
  ...fields,
});
const trial = (fields: Partial<TrialState> = {}): TrialState => ({
  startsAt: days(-1),
  endsAt: days(13),
  answersLeft: 4,
  ...fields,
});
const grant = (endsAt: Date) => ({ planId: "workshop", startsAt: days(-1), endsAt });
const seen = (...given: Parameters<typeof accessOf>) => {
  const { level, banner, plan, reconcile } = accessOf(...given);
  return [level, banner?.kind ?? null, plan?.id ?? null, reconcile];
};
const paid = (fields: Partial<SubscriptionState>) => seen(subscription(fields), null, null, now);

describe("what an account may do", () => {
  test("nothing live: read, choose a plan", () => {
    expect(seen(null, null, null, now)).toEqual(["read", "choose_plan", null, false]);
  });
  test("a grant by an administrator: its plan until it ends", () => {
    expect(seen(null, null, grant(hours(1)), now)).toEqual(["full", "granted_until", "workshop", false]);
    expect(seen(null, null, grant(now), now)).toEqual(["read", "choose_plan", null, false]);
    expect(seen(subscription({ status: "unpaid" }), null, grant(hours(1)), now)[0]).toBe("full");
  });
  test("a trial: until it ends or its answers are used", () => {
    expect(seen(null, trial(), null, now)).toEqual(["full", "trial_left", "trial", false]);
    expect(accessOf(null, trial(), null, now).banner).toMatchObject({ left: 4, at: days(13) });
    expect(seen(null, trial({ answersLeft: 0 }), null, now)).toEqual(["read", "trial_over", null, false]);
    expect(seen(null, trial({ endsAt: now }), null, now)).toEqual(["read", "trial_over", null, false]);
  });
  test.each(["pending", "incomplete", "incomplete_expired"])("%s: read, payment not finished", (status) => {
    expect(paid({ status })).toEqual(["read", "payment_not_finished", null, false]);
  });
  test.each(["trialing", "active"])("%s: full until 72 hours after its period, then Stripe is asked", (status) => {
    expect(paid({ status })).toEqual(["full", null, "professional", false]);
    expect(paid({ status, periodEnd: hours(-71) })).toEqual(["full", null, "professional", false]);
    expect(paid({ status, periodEnd: hours(-72) })).toEqual(["read", "checking", null, true]);
    expect(paid({ status, periodEnd: null })).toEqual(["read", "checking", null, true]);
  });
  test("active with a cancellation: full to the end of the period and no later", () => {
    expect(paid({ cancelAtPeriodEnd: true })).toEqual(["full", "ends_on", "professional", false]);
    expect(paid({ cancelAtPeriodEnd: true, periodEnd: now })).toEqual(["read", "ended", null, false]);
  });
  test("past due: seven days from the first failure", () => {
    expect(paid({ status: "past_due", pastDueSince: days(-6.9) })).toEqual([
      "full",
      "payment_failed",
      "professional",
      false,
    ]);
    expect(paid({ status: "past_due", pastDueSince: days(-7) })).toEqual(["read", "payment_failed", null, false]);
    expect(paid({ status: "past_due", pastDueSince: null })[0]).toBe("read");
  });
  test("canceled: full while the paid period runs, unless it was refunded", () => {
    expect(paid({ status: "canceled" })).toEqual(["full", "ends_on", "professional", false]);
    expect(paid({ status: "canceled", periodEnd: now })).toEqual(["read", "ended", null, false]);
    expect(paid({ status: "canceled", refundedAt: now })).toEqual(["read", "stopped", null, false]);
  });
  test.each([{ status: "unpaid" }, { status: "paused" }, { disputedAt: now }, { refundedAt: now }])(
    "%o: read, stopped",
    (fields) => {
      expect(paid(fields)).toEqual(["read", "stopped", null, false]);
    },
  );
  test.each(["dancing", "", "ACTIVE"])("a status nobody knows (%s): read, and Stripe is asked", (status) => {
    expect(paid({ status })).toEqual(["read", "checking", null, true]);
  });
  test("a plan nobody knows is never a default one", () => {
    expect(paid({ planId: "gold" })).toEqual(["read", "checking", null, true]);
  });
  test("a trial goes on beside a checkout that was not finished", () => {
    expect(seen(subscription({ status: "pending" }), trial(), null, now)[0]).toBe("full");
  });
});

test("what models may cost in a plan is at most half of what is left of its price", () => {
  for (const plan of [matePlans.starter, matePlans.professional, matePlans.workshop]) {
    const costPence = (plan.capMicros / 1_000_000) * priceParts.pencePerUsd;
    expect(costPence).toBeLessThanOrEqual(netPence(plan) / 2);
  }
});
