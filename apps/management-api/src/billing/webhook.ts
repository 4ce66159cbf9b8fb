import { Refusal } from "@mechanicbuddy/contract/problem";
import { observeWebhook } from "@mechanicbuddy/platform/metrics";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "../http/app.ts";
import { contextOf } from "../http/handle.ts";
import { isSigned } from "./signature.ts";
import { keep, type StripeEvent } from "./store.ts";

/** The address the deployment guide names at Stripe, and its older name. */
const paths = ["/api/webhooks/stripe", "/api/billing/webhook"];
const LARGEST_BYTES = 1024 * 1024;

/** Events that say something about a workshop; all others are kept and ignored. */
const meaningful = new Set([
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "customer.subscription.trial_will_end",
  "checkout.session.completed",
  "checkout.session.expired",
  "invoice.finalized",
  "invoice.paid",
  "invoice.payment_failed",
  "invoice.payment_action_required",
  "charge.refunded",
  "charge.dispute.created",
]);

/**
 * Stripe's inbox: signed bytes are kept once and answered; nothing else is done while Stripe waits. The signature is over
 * the bytes, so they are not parsed before it fits, which is why this stands beside the contract's routes.
 */
export function registerStripe(app: App): void {
  app.fastify.register(async (fastify) => {
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: LARGEST_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    for (const path of paths)
      fastify.post(path, { bodyLimit: LARGEST_BYTES }, (request, reply) => receive(app, request, reply));
  });
}

async function receive(app: App, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { STRIPE_WEBHOOK_SECRET, STRIPE_WEBHOOK_SECRET_PREVIOUS } = app.platform.config;
  const secrets = [STRIPE_WEBHOOK_SECRET, STRIPE_WEBHOOK_SECRET_PREVIOUS].filter((one) => one !== undefined);
  if (secrets.length === 0) throw new Refusal("unavailable", "STRIPE_WEBHOOK_SECRET is not set.");
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const header = String(request.headers["stripe-signature"] ?? "");
  const event = isSigned(raw, header, secrets, app.now()) ? eventIn(raw) : undefined;
  if (event === undefined) {
    observeWebhook("refused");
    app.log.warn({ requestId: request.id }, "an event with a bad signature was refused");
    const detail = "The signature does not fit. Compare STRIPE_WEBHOOK_SECRET with Stripe's page.";
    return reply.code(400).send({ code: "invalid", detail });
  }
  const ctx = contextOf(app, { kind: "visitor", ip: request.ip, userAgent: "Stripe" }, request.id);
  const isNew = await keep(ctx, event, meaningful.has(event.type) ? "received" : "ignored").catch((error: Error) => {
    app.log.error({ err: error, requestId: request.id }, "an event of Stripe could not be kept");
    throw new Refusal("unavailable", "The event cannot be kept at the moment.", { retryAfter: 30 });
  });
  return reply.code(200).send({ received: true, ...(isNew ? {} : { duplicate: true }) });
}

function eventIn(raw: Buffer): StripeEvent | undefined {
  try {
    const { id, type, created } = JSON.parse(raw.toString("utf8")) as Partial<StripeEvent>;
    const isEvent = typeof id === "string" && typeof type === "string" && Number.isInteger(created);
    return isEvent ? (JSON.parse(raw.toString("utf8")) as StripeEvent) : undefined;
  } catch {
    // Signed, but no JSON: whoever signs such a thing is not Stripe.
    return undefined;
  }
}
