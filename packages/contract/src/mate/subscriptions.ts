import Type, { type Static } from "typebox";
import { nullable, oneOf, TimeAt } from "../fields.ts";
import { closed } from "../route.ts";
import { AccessView, MateSubscription } from "./auth.ts";
import { matePlanIds } from "./plans.ts";
import { mateRoute } from "./route.ts";

export const PlanView = Type.Object({
  id: oneOf(matePlanIds),
  monthPence: Type.Integer(),
  answers: Type.Integer(),
  saved: nullable(Type.Integer()),
  keptDays: Type.Integer(),
  documents: Type.Integer(),
  documentPages: Type.Integer(),
  attachmentsPerMessage: Type.Integer(),
});
export type PlanView = Static<typeof PlanView>;

export const listPlans = mateRoute("GET", "/api/subscriptions/plans", {
  who: "public",
  summary: "What is offered; nothing is sold where billing is off",
  reply: {
    200: Type.Object({
      billing: Type.Boolean(),
      currency: Type.Literal("GBP"),
      trialDays: Type.Integer(),
      trialsPerPerson: Type.Integer(),
      items: Type.Array(PlanView),
    }),
  },
});

export const TrialView = Type.Object({
  /** Trials this person may still begin. */
  left: Type.Integer({ minimum: 0 }),
  startsAt: nullable(TimeAt),
  endsAt: nullable(TimeAt),
});
export type TrialView = Static<typeof TrialView>;

export const subscriptionStatus = mateRoute("GET", "/api/subscriptions/status", {
  who: "session",
  summary: "What the account pays for and what it may do; no subscription is no error",
  reply: {
    200: Type.Object({
      subscription: nullable(MateSubscription),
      plan: nullable(PlanView),
      access: AccessView.properties.level,
      banner: AccessView.properties.banner,
      periodEnd: nullable(TimeAt),
      trial: TrialView,
    }),
  },
});
export type SubscriptionStatus = Static<(typeof subscriptionStatus)["options"]["reply"][200]>;

export const createCheckout = mateRoute("POST", "/api/subscriptions/create-checkout", {
  who: "verified",
  summary: "Begin to pay for a plan; the same click again leads to the same page. A free trial begins at once",
  body: closed({ planId: oneOf(matePlanIds) }),
  reply: { 200: Type.Object({ sessionId: nullable(Type.String()), url: nullable(Type.String()) }) },
  attemptsPerHour: 60,
});

export const createPortal = mateRoute("POST", "/api/subscriptions/create-portal", {
  who: "session",
  summary: "A page of Stripe to change, cancel or resume the plan and to see invoices",
  reply: { 200: Type.Object({ url: Type.String() }) },
  attemptsPerHour: 60,
});

/** `waiting`: Stripe has not decided, and a mail follows. `open`: nothing was paid yet, and it can still be. */
export const returnStates = ["paid", "waiting", "open", "failed", "cancelled"] as const;

export const checkoutReturn = mateRoute("GET", "/api/subscriptions/return", {
  who: "session",
  summary: "How a checkout ended, as Stripe says it now",
  query: closed({ session_id: Type.String({ minLength: 1, maxLength: 255 }) }),
  reply: {
    200: Type.Object({
      state: oneOf(returnStates),
      planId: Type.String(),
      /** Where an open one goes on. */
      url: nullable(Type.String()),
    }),
  },
});

export const stripeWebhook = mateRoute("POST", "/api/subscriptions/webhook", {
  who: "signature",
  summary: "Stripe tells what happened",
  takes: "raw",
  bodyLimit: 1024 * 1024,
  reply: { 200: Type.Object({ received: Type.Literal(true), duplicate: Type.Optional(Type.Literal(true)) }) },
});
