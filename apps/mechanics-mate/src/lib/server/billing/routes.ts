import * as contract from "@mechanicbuddy/contract/mate/subscriptions";
import { type Entry, handle } from "../http/api.ts";
import * as plans from "../plans/plans.ts";
import * as webhooks from "../webhooks/webhooks.ts";
import * as billing from "./billing.ts";

export const billingRoutes: readonly Entry[] = [
  handle(contract.listPlans, async (ctx) => plans.offered(ctx)),
  handle(contract.subscriptionStatus, (ctx) => plans.status(ctx)),
  handle(contract.createCheckout, (ctx, { body }) => billing.checkout(ctx, body.planId)),
  handle(contract.createPortal, async (ctx) => ({ url: await billing.portal(ctx) })),
  handle(contract.checkoutReturn, (ctx, { query }) => billing.returned(ctx, query.session_id)),
  handle(contract.stripeWebhook, async (ctx, { body, request }) => ({
    received: true as const,
    ...(await webhooks.receive(ctx, body as unknown as Buffer, request.headers.get("stripe-signature"))),
  })),
];
