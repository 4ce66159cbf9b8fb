import { type Db, maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { liveStatuses } from "./subscription.ts";

export interface SubscriptionRow {
  id: string;
  userId: string;
  planId: string;
  status: string;
  createdAt: Date;
  periodStart: Date | null;
  periodEnd: Date | null;
  cancelAtPeriodEnd: boolean;
  pastDueSince: Date | null;
  refundedAt: Date | null;
  disputedAt: Date | null;
  stripeSubscriptionId: string | null;
  checkoutId: string | null;
  checkoutUrl: string | null;
}

const columns = sql`id, user_id as "userId", plan_id as "planId", status, created_at as "createdAt",
  current_period_start as "periodStart", current_period_end as "periodEnd",
  cancel_at_period_end as "cancelAtPeriodEnd", past_due_since as "pastDueSince", refunded_at as "refundedAt",
  disputed_at as "disputedAt", stripe_subscription_id as "stripeSubscriptionId", stripe_checkout_id as "checkoutId",
  checkout_url as "checkoutUrl"`;
const live = sql`status = any (${[...liveStatuses]}::text[])`;

export function find(db: Db, id: string): Promise<SubscriptionRow | undefined> {
  return maybeOne(db, sql<SubscriptionRow>`select ${columns} from mate.subscriptions where id::text = ${id}`);
}

export function findByStripe(db: Db, stripeSubscriptionId: string): Promise<SubscriptionRow | undefined> {
  return maybeOne(
    db,
    sql<SubscriptionRow>`select ${columns} from mate.subscriptions where stripe_subscription_id = ${stripeSubscriptionId}`,
  );
}

export function findByCheckout(db: Db, checkoutId: string): Promise<SubscriptionRow | undefined> {
  return maybeOne(
    db,
    sql<SubscriptionRow>`select ${columns} from mate.subscriptions where stripe_checkout_id = ${checkoutId}`,
  );
}

export function findLive(db: Db, userId: string): Promise<SubscriptionRow | undefined> {
  return maybeOne(
    db,
    sql<SubscriptionRow>`select ${columns} from mate.subscriptions where user_id = ${userId} and ${live}`,
  );
}

/** Checkouts that were begun and not finished, the newest first. */
export function listPending(db: Db, userId: string): Promise<SubscriptionRow[]> {
  return rows(
    db,
    sql<SubscriptionRow>`select ${columns} from mate.subscriptions where user_id = ${userId} and status = 'pending'
      order by created_at desc`,
  );
}

/** Subscriptions whose state Stripe may still change. */
export function listOpen(db: Db): Promise<SubscriptionRow[]> {
  return rows(
    db,
    sql<SubscriptionRow>`select ${columns} from mate.subscriptions
      where stripe_subscription_id is not null and status not in ('canceled', 'incomplete_expired') order by id`,
  );
}

/** The customer's newest subscription, for what names a customer only. */
export function findByCustomer(db: Db, customerId: string): Promise<SubscriptionRow | undefined> {
  return maybeOne(
    db,
    sql<SubscriptionRow>`select ${columns} from mate.subscriptions
      where user_id = (select user_id from mate.billing_customers where stripe_customer_id = ${customerId})
        and stripe_subscription_id is not null
      order by ${live} desc, created_at desc limit 1`,
  );
}

export function insertPending(db: Db, row: { id: string; userId: string; planId: string; now: Date }): Promise<number> {
  const { id, userId, planId, now } = row;
  return run(
    db,
    sql`insert into mate.subscriptions (id, created_at, user_id, plan_id, status)
      values (${id}, ${now}, ${userId}, ${planId}, 'pending')`,
  );
}

export function setCheckout(
  db: Db,
  id: string,
  checkout: { id: string; url: string | null; expiresAt: Date },
): Promise<number> {
  return run(
    db,
    sql`update mate.subscriptions set stripe_checkout_id = ${checkout.id}, checkout_url = ${checkout.url},
        checkout_expires_at = ${checkout.expiresAt}, version = version + 1 where id = ${id}`,
  );
}

/** Ends a checkout nobody finished. */
export function expirePending(db: Db, id: string): Promise<number> {
  return run(
    db,
    sql`update mate.subscriptions set status = 'incomplete_expired', checkout_url = null, version = version + 1
      where id = ${id} and status = 'pending'`,
  );
}

/** One at a time for each subscription, until the transaction ends. */
export async function lockSubscription(db: Db, stripeSubscriptionId: string): Promise<void> {
  await run(db, sql`select pg_advisory_xact_lock(hashtextextended(${`subscription:${stripeSubscriptionId}`}, 0))`);
}

/** Writes what Stripe said. A subscription that was cancelled stays so. */
export function write(
  db: Db,
  id: string,
  state: {
    stripeSubscriptionId: string;
    planId: string;
    status: string;
    periodStart: Date | null;
    periodEnd: Date | null;
    cancelAtPeriodEnd: boolean;
    now: Date;
  },
): Promise<number> {
  const { stripeSubscriptionId, planId, status, periodStart, periodEnd, cancelAtPeriodEnd, now } = state;
  return run(
    db,
    sql`update mate.subscriptions set stripe_subscription_id = ${stripeSubscriptionId}, plan_id = ${planId},
        status = ${status}, current_period_start = ${periodStart}, current_period_end = ${periodEnd},
        cancel_at_period_end = ${cancelAtPeriodEnd}, checkout_url = null, fetched_at = ${now},
        past_due_since = case when ${status}::text = 'past_due' then coalesce(past_due_since, ${now}) end,
        refunded_at = case when ${periodStart}::timestamptz > refunded_at then null else refunded_at end,
        version = version + 1
      where id = ${id} and (status <> 'canceled' or ${status}::text = 'canceled')`,
  );
}

export function setRefunded(db: Db, id: string, at: Date): Promise<number> {
  return run(db, sql`update mate.subscriptions set refunded_at = ${at}, version = version + 1 where id = ${id}`);
}

export function setDisputed(db: Db, id: string, at: Date | null): Promise<number> {
  return run(db, sql`update mate.subscriptions set disputed_at = ${at}, version = version + 1 where id = ${id}`);
}

export function findCustomer(db: Db, userId: string): Promise<{ customerId: string } | undefined> {
  return maybeOne(
    db,
    sql<{ customerId: string }>`select stripe_customer_id as "customerId" from mate.billing_customers
      where user_id = ${userId}`,
  );
}

export function setCustomer(db: Db, userId: string, customerId: string): Promise<number> {
  return run(
    db,
    sql`insert into mate.billing_customers (user_id, stripe_customer_id) values (${userId}, ${customerId})
      on conflict (user_id) do update set stripe_customer_id = excluded.stripe_customer_id`,
  );
}

export function emailOf(db: Db, userId: string): Promise<{ email: string } | undefined> {
  return maybeOne(db, sql<{ email: string }>`select email from mate.users where id = ${userId} and closed_at is null`);
}
