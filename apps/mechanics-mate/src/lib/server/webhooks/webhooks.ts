import { invalidFields } from "@mechanicbuddy/contract/mate/problem";
import { loggedError } from "@mechanicbuddy/platform/log";
import { observeWebhook } from "@mechanicbuddy/platform/metrics";
import type Stripe from "stripe";
import * as billing from "../billing/billing.ts";
import type { Payments } from "../billing/stripe.ts";
import { UnknownPrice } from "../billing/subscription.ts";
import type { MateContext, Site } from "../context.ts";
import { handledTypes, nextAttempt } from "./event.ts";
import { handleEvent } from "./handlers.ts";
import * as store from "./store.ts";

const TOLERANCE_S = 300;
const SWEEP = 50;
const KEPT_MS = 90 * 86_400_000;

/** Takes an event of Stripe in: checked, stored once with its task in the same transaction, answered. */
export async function receive(ctx: MateContext, raw: Buffer, signature: string | null): Promise<{ duplicate?: true }> {
  const payments = billing.paymentsOf(ctx.site);
  const event = signed(ctx, payments, raw, signature ?? "");
  return ctx.site.database.transaction(async (db) => {
    const stored = await store.insert(db, newEvent(payments, event, "webhook", ctx.now()));
    if (stored !== undefined) {
      await store.enqueue(db, stored.id);
      return {};
    }
    const { id, status } = await store.again(db, event.id, ctx.now());
    if (status === "processed" || status === "ignored") return { duplicate: true as const };
    await store.enqueue(db, id);
    return {};
  });
}

/** The event, if one of our secrets signed these very bytes within five minutes. */
function signed(ctx: MateContext, { client, signingSecrets }: Payments, raw: Buffer, signature: string): Stripe.Event {
  const receivedAt = ctx.now().getTime();
  for (const secret of signingSecrets) {
    try {
      return client.webhooks.constructEvent(raw, signature, secret, TOLERANCE_S, undefined, receivedAt);
    } catch (error) {
      ctx.log.debug({ err: error }, "a signature of Stripe did not fit a secret");
    }
  }
  observeWebhook("refused");
  ctx.site.logs.write({
    logType: "security",
    severity: "warning",
    title: "An event with a bad signature was refused",
    ipBlock: ctx.caller.ipBlock,
    requestId: ctx.requestId,
  });
  throw invalidFields({
    "stripe-signature": "The signature does not fit. Compare STRIPE_WEBHOOK_SECRET with Stripe's page.",
  });
}

function newEvent(payments: Payments, event: Stripe.Event, source: "webhook" | "reconcile", now: Date) {
  return {
    eventId: event.id,
    eventType: event.type,
    livemode: event.livemode,
    payload: event,
    ignoredBecause: reasonToIgnore(payments, event),
    source,
    now,
  };
}

function reasonToIgnore(payments: Payments, event: Stripe.Event): string | null {
  if (event.livemode !== payments.isLive)
    return `${event.livemode ? "a live" : "a test"} event under the other kind of key`;
  return handledTypes.includes(event.type) ? null : "this type means nothing here";
}

/** Handles one stored event if it is due. Whatever goes wrong stands in its row, with the time of the next try. */
export async function handleStored(site: Site, id: string): Promise<void> {
  const db = site.database.shared;
  const payments = site.payments;
  const event = payments === undefined ? undefined : await store.claim(db, id, site.now());
  if (payments === undefined || event === undefined) return;
  try {
    const end = await handleEvent(site, payments, event.eventType, event.payload);
    await store.finish(db, event, { ...end, now: site.now() });
    observeWebhook(end.status);
  } catch (error) {
    await fail(site, event, error);
  }
}

async function fail(site: Site, event: store.StoredEvent, error: unknown): Promise<void> {
  const db = site.database.shared;
  const now = site.now();
  const nextAttemptAt = nextAttempt(event.attempts, now);
  const { type, message } = loggedError(error);
  await store.finish(db, event, { status: "failed", error: `${type}: ${message}`, nextAttemptAt, now });
  observeWebhook("failed");
  const needsPerson = nextAttemptAt === null || error instanceof UnknownPrice;
  site.log.error({ err: error, attempt: event.attempts, outcome: event.eventType }, "an event of Stripe failed");
  site.logs.write({
    logType: "payment",
    severity: needsPerson ? "critical" : "error",
    title: `The event ${event.eventType} failed${needsPerson ? " and waits for a person" : ""}`,
    metadata: { event: event.eventId, attempts: event.attempts },
  });
  if (nextAttemptAt !== null) await store.enqueue(db, event.id, nextAttemptAt);
}

/** Handles everything that is due: retries, what a dead process left, and rows somebody put back by hand. */
export async function sweep(site: Site): Promise<number> {
  const due = await store.listDue(site.database.shared, site.now(), SWEEP);
  for (const id of due) await handleStored(site, id);
  return due.length;
}

/** Puts failed events back and handles them: all, or one. Says how many. */
export async function retry(site: Site, id?: string): Promise<number> {
  const back = await store.putBack(site.database.shared, id);
  for (const one of back) await handleStored(site, one);
  return back.length;
}

/** Takes events of Stripe's own list in that never arrived. Says how many were new. */
export async function takeIn(site: Site, payments: Payments, events: AsyncIterable<Stripe.Event>): Promise<number> {
  let added = 0;
  for await (const event of events) {
    const stored = await store.insert(site.database.shared, newEvent(payments, event, "reconcile", site.now()));
    if (stored === undefined) continue;
    added++;
    await handleStored(site, stored.id);
  }
  return added;
}

/** When Stripe's list was read to: a little before the newest event we know. */
export async function cursor(site: Site): Promise<Date | null> {
  return (await store.newest(site.database.shared)).at;
}

/** Empties events older than ninety days. */
export function emptyOld(site: Site): Promise<number> {
  return store.empty(site.database.shared, new Date(site.now().getTime() - KEPT_MS));
}
