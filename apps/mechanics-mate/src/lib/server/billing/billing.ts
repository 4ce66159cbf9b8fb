import { type MatePlanId, matePlans } from "@mechanicbuddy/contract/mate/plans";
import { MateRefusal, missing } from "@mechanicbuddy/contract/mate/problem";
import type { returnStates } from "@mechanicbuddy/contract/mate/subscriptions";
import { newId } from "@mechanicbuddy/platform/id";
import type Stripe from "stripe";
import { linkTo } from "../accounts/link.ts";
import { accountOf, inTransaction, type MateContext, type Site } from "../context.ts";
import * as plans from "../plans/plans.ts";
import * as store from "./store.ts";
import { asking, idOf, isMissing, type Payments } from "./stripe.ts";
import { sync } from "./sync.ts";

const REUSE_MS = 30 * 60_000;
const CHECKOUT_MS = 60 * 60_000;

/** The payment provider; nothing is sold where it is not set up. */
export function paymentsOf(site: Site): Payments {
  if (site.payments === undefined)
    throw new MateRefusal("not_found", "Nothing is sold here: every account has its plan.");
  return site.payments;
}

/** Begins a checkout, or a trial that costs nothing. The same click again leads to the same page. */
export async function checkout(
  ctx: MateContext,
  planId: MatePlanId,
): Promise<{ sessionId: string | null; url: string | null }> {
  const payments = paymentsOf(ctx.site);
  const price = payments.priceOf(planId);
  if (planId === "trial") {
    if (price === undefined) {
      await plans.startTrial(ctx);
      return { sessionId: null, url: null };
    }
    await plans.refuseTrial(ctx);
  }
  if (price === undefined) throw new MateRefusal("unavailable", `${matePlans[planId].id} is not sold right now.`);
  const { row, others } = await begin(ctx, planId);
  for (const other of others) await expire(ctx, payments, other);
  if (row.checkoutId !== null && row.checkoutUrl !== null) return { sessionId: row.checkoutId, url: row.checkoutUrl };
  const session = await asking(() => sessionOf(ctx, payments, row, price));
  const expiresAt = new Date(session.expires_at * 1000);
  await store.setCheckout(ctx.db, row.id, { id: session.id, url: session.url, expiresAt });
  return { sessionId: session.id, url: session.url };
}

/** The row that stands for this click, written before Stripe is asked; a click within half an hour finds it again. */
function begin(ctx: MateContext, planId: MatePlanId) {
  return inTransaction(ctx, async (ctx) => {
    const { userId } = accountOf(ctx);
    await plans.lock(ctx, userId);
    if ((await store.findLive(ctx.db, userId)) !== undefined) {
      throw new MateRefusal("conflict", "You have a plan already. Change it on the page for managing it.");
    }
    const now = ctx.now();
    const pending = await store.listPending(ctx.db, userId);
    const same = pending.find((row) => row.planId === planId && now.getTime() - row.createdAt.getTime() < REUSE_MS);
    const others = pending.filter((row) => row !== same);
    if (same !== undefined) return { row: same, others };
    const id = newId();
    await store.insertPending(ctx.db, { id, userId, planId, now });
    return { row: { id, planId, createdAt: now, checkoutId: null, checkoutUrl: null }, others };
  });
}

type Begun = Pick<store.SubscriptionRow, "id" | "planId" | "createdAt">;

/** The session of a row. A customer somebody deleted at Stripe is made anew. */
async function sessionOf(
  ctx: MateContext,
  { client }: Payments,
  row: Begun,
  price: string,
): Promise<Stripe.Checkout.Session> {
  const customer = await customerOf(ctx, client);
  try {
    return await newSession(ctx, client, row, price, customer, row.id);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const another = await newCustomer(ctx, client, `customer:${customer}`);
    return await newSession(ctx, client, row, price, another, `${row.id}:${another}`);
  }
}

/** Everything in it follows from the row, so the same row makes the same request and Stripe the same session. */
async function newSession(
  ctx: MateContext,
  client: Stripe,
  row: Begun,
  price: string,
  customer: string,
  idempotencyKey: string,
): Promise<Stripe.Checkout.Session> {
  const { userId } = accountOf(ctx);
  const metadata = { subscriptionRow: row.id, userId, planId: row.planId };
  const isTrial = row.planId === "trial";
  return client.checkout.sessions.create(
    {
      mode: isTrial ? "payment" : "subscription",
      customer,
      client_reference_id: row.id,
      metadata,
      ...(isTrial ? { payment_intent_data: { metadata } } : { subscription_data: { metadata } }),
      line_items: [{ price, quantity: 1 }],
      expires_at: Math.floor((row.createdAt.getTime() + CHECKOUT_MS) / 1000),
      success_url: `${linkTo(ctx, "/billing/return")}?session_id={CHECKOUT_SESSION_ID}`,
      cancel_url: linkTo(ctx, "/billing"),
    },
    { idempotencyKey },
  );
}

async function customerOf(ctx: MateContext, client: Stripe): Promise<string> {
  const { userId } = accountOf(ctx);
  const known = await store.findCustomer(ctx.db, userId);
  return known?.customerId ?? newCustomer(ctx, client, `customer:${userId}`);
}

async function newCustomer(ctx: MateContext, client: Stripe, idempotencyKey: string): Promise<string> {
  const { userId, email } = accountOf(ctx);
  const { id } = await client.customers.create({ email, metadata: { userId } }, { idempotencyKey });
  await store.setCustomer(ctx.db, userId, id);
  return id;
}

/** Ends a checkout that another one replaces. One that was paid in the meantime counts instead. */
async function expire(ctx: MateContext, payments: Payments, row: store.SubscriptionRow): Promise<void> {
  const { checkoutId } = row;
  if (checkoutId !== null) {
    const session = await asking(() => ended(payments, checkoutId));
    if (session?.status === "complete") {
      await settle(ctx, payments, session);
      throw new MateRefusal("conflict", "You have paid for a plan just now. Load the page again.");
    }
  }
  await store.expirePending(ctx.db, row.id);
}

async function ended({ client }: Payments, checkoutId: string): Promise<Stripe.Checkout.Session | undefined> {
  try {
    const session = await client.checkout.sessions.retrieve(checkoutId);
    return session.status === "open" ? await client.checkout.sessions.expire(checkoutId) : session;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Writes what a finished checkout bought. */
async function settle(ctx: MateContext, payments: Payments, session: Stripe.Checkout.Session): Promise<void> {
  const subscriptionId = idOf(session.subscription);
  if (subscriptionId !== undefined) await asking(() => sync(ctx.site, payments, subscriptionId));
  else await finishPaidTrial(ctx.site, session);
}

/** The trial somebody paid for begins with the payment, once. */
export function finishPaidTrial(site: Site, session: Stripe.Checkout.Session): Promise<string> {
  return site.database.transaction(async (db) => {
    const row = await store.findByCheckout(db, session.id);
    if (row === undefined) return "it belongs to no account here";
    if (session.payment_status !== "paid") return "it is not paid yet";
    if ((await store.expirePending(db, row.id)) === 0) return "the trial began before";
    await plans.grantTrial({ db, now: site.now }, row.userId);
    return "a trial began";
  });
}

type ReturnState = (typeof returnStates)[number];

/** How a checkout ended: Stripe is asked once, and what it says is written. Without an answer, a mail follows. */
export async function returned(
  ctx: MateContext,
  sessionId: string,
): Promise<{ state: ReturnState; planId: string; url: string | null }> {
  const payments = paymentsOf(ctx.site);
  const row = await store.findByCheckout(ctx.db, sessionId);
  if (row === undefined || row.userId !== accountOf(ctx).userId) throw missing();
  const { planId } = row;
  try {
    const session = await asking(() => payments.client.checkout.sessions.retrieve(sessionId));
    if (session.status === "open") return { state: "open", planId, url: session.url };
    if (session.status === "expired") return { state: "cancelled", planId, url: null };
    await settle(ctx, payments, session);
    const after = await store.find(ctx.db, row.id);
    const hasFailed = after?.status === "incomplete" || after?.status === "unpaid";
    const state = hasFailed ? "failed" : session.payment_status === "unpaid" ? "waiting" : "paid";
    return { state, planId, url: null };
  } catch (error) {
    if (!(error instanceof MateRefusal) || error.code !== "unavailable") throw error;
    return { state: "waiting", planId, url: null };
  }
}

/** A page of Stripe's for the signed-in account. */
export async function portal(ctx: MateContext): Promise<string> {
  const { client } = paymentsOf(ctx.site);
  const customer = await store.findCustomer(ctx.db, accountOf(ctx).userId);
  if (customer === undefined) throw new MateRefusal("not_found", "You have not bought anything yet.");
  const session = await asking(() =>
    client.billingPortal.sessions.create({ customer: customer.customerId, return_url: linkTo(ctx, "/billing") }),
  );
  return session.url;
}

/** Ends what the account pays for at once, and checkouts it began; for closing it. */
export async function endNow(ctx: MateContext): Promise<void> {
  const { payments } = ctx.site;
  if (payments === undefined) return;
  const { userId } = accountOf(ctx);
  for (const row of await store.listPending(ctx.db, userId)) await expire(ctx, payments, row);
  const id = (await store.findLive(ctx.db, userId))?.stripeSubscriptionId;
  if (id === undefined || id === null) return;
  await asking(async () => {
    await payments.client.subscriptions.cancel(id, {}, { idempotencyKey: `close:${id}` });
    await sync(ctx.site, payments, id);
  });
}
