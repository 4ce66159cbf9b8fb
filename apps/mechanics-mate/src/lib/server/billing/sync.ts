import type { Db } from "@mechanicbuddy/platform/database/statement";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type Stripe from "stripe";
import type { Site } from "../context.ts";
import * as store from "./store.ts";
import { idOf, isMissing, type Payments } from "./stripe.ts";
import { isLiveStatus, periodOf, UnknownPrice } from "./subscription.ts";

const HOUR_MS = 3_600_000;

/** What became of a look at Stripe. */
export interface Synced {
  outcome: string;
  /** False when it concerns nobody here. */
  isOurs: boolean;
  row?: store.SubscriptionRow;
  /** True when the row said something else before. */
  changed: boolean;
}

/**
 * Fetches a subscription and writes what it is. Whoever comes second waits and fetches again, so an older state never
 * lies over a newer one, in whatever order events arrive.
 */
export function sync(site: Site, payments: Payments, stripeSubscriptionId: string): Promise<Synced> {
  return site.database.transaction(async (db) => {
    await store.lockSubscription(db, stripeSubscriptionId);
    const found = await fetched(payments, stripeSubscriptionId);
    if (found === undefined)
      return { outcome: "Stripe does not know this subscription", isOurs: false, changed: false };
    const row = await rowOf(db, found);
    if (row === undefined) return { outcome: "it belongs to no account here", isOurs: false, changed: false };
    return write(site, payments, db, row, found);
  });
}

async function fetched(payments: Payments, id: string): Promise<Stripe.Subscription | undefined> {
  try {
    return await payments.client.subscriptions.retrieve(id);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The row of a subscription: by its id, by what we wrote into it at the checkout, or a new one of a known customer. */
async function rowOf(db: Db, found: Stripe.Subscription): Promise<store.SubscriptionRow | undefined> {
  const known = await store.findByStripe(db, found.id);
  if (known !== undefined) return known;
  const named = found.metadata.subscriptionRow;
  return named === undefined ? undefined : store.find(db, named);
}

async function write(
  site: Site,
  payments: Payments,
  db: Db,
  row: store.SubscriptionRow,
  found: Stripe.Subscription,
): Promise<Synced> {
  const price = found.items.data[0]?.price.id;
  const planId = price === undefined ? undefined : payments.planOf(price);
  if (planId === undefined) throw new UnknownPrice(price);
  const now = site.now();
  if (isLiveStatus(found.status)) {
    const other = await store.findLive(db, row.userId);
    if (other !== undefined && other.id !== row.id) return endSecond(site, payments, row, found);
  }
  const { start, end } = periodOf(found);
  const ends = found.cancel_at_period_end || found.cancel_at !== null;
  await store.write(db, row.id, {
    stripeSubscriptionId: found.id,
    planId,
    status: found.status,
    periodStart: start,
    periodEnd: end,
    cancelAtPeriodEnd: ends,
    now,
  });
  if (end !== null && isLiveStatus(found.status)) await lookAgainAfter(db, found.id, end);
  const changed =
    row.status !== found.status ||
    row.planId !== planId ||
    row.cancelAtPeriodEnd !== ends ||
    row.periodEnd?.getTime() !== end?.getTime();
  if (changed) {
    site.logs.write({
      logType: "subscription",
      severity: "info",
      title: `A subscription became ${found.status}`,
      userId: row.userId,
      metadata: { planId, before: row.status },
    });
  }
  return { outcome: `${planId} is ${found.status}`, isOurs: true, row, changed };
}

/** An account has one place: a second subscription is ended at Stripe, and a person looks at the money. */
async function endSecond(
  site: Site,
  payments: Payments,
  row: store.SubscriptionRow,
  found: Stripe.Subscription,
): Promise<Synced> {
  await payments.client.subscriptions.cancel(found.id, { prorate: true }, { idempotencyKey: `second:${found.id}` });
  site.logs.write({
    logType: "payment",
    severity: "critical",
    title: "An account paid for a second subscription, which was ended; refund it",
    userId: row.userId,
    metadata: { subscription: found.id, customer: idOf(found.customer) },
  });
  return { outcome: "a second subscription was ended; refund it", isOurs: true, row, changed: false };
}

/** A webhook of the next period may be lost: an hour after it should have come somebody looks. */
function lookAgainAfter(db: Db, stripeSubscriptionId: string, end: Date): Promise<number> {
  const at = new Date(end.getTime() + HOUR_MS);
  return run(
    db,
    sql`select mate.enqueue('subscriptions.check', ${JSON.stringify({ stripeSubscriptionId })}::jsonb, run_at => ${at},
      job_key => ${`subscription:${stripeSubscriptionId}`})`,
  );
}
