import { pastDueDays } from "@mechanicbuddy/contract/mate/access";
import type Stripe from "stripe";
import * as billing from "../billing/billing.ts";
import * as store from "../billing/store.ts";
import { idOf, type Payments } from "../billing/stripe.ts";
import { subscriptionOfInvoice } from "../billing/subscription.ts";
import { sync } from "../billing/sync.ts";
import type { Site } from "../context.ts";
import * as mail from "../mail/mail.ts";

export interface Handled {
  status: "processed" | "ignored";
  outcome: string;
}
type Handler = (site: Site, payments: Payments, object: { id: string }) => Promise<Handled>;

const processed = (outcome: string): Handled => ({ status: "processed", outcome });
const ignored = (outcome: string): Handled => ({ status: "ignored", outcome });

/** An event is a hint where to look: what is written is what Stripe says when it is asked. */
export async function handleEvent(site: Site, payments: Payments, type: string, payload: unknown): Promise<Handled> {
  const object = (payload as { data?: { object?: { id?: unknown } } } | null)?.data?.object;
  if (typeof object?.id !== "string") return ignored("it holds no object");
  const handler = handlers[type] ?? (type.startsWith("customer.subscription.") ? bySubscription : undefined);
  return handler === undefined
    ? ignored("this type means nothing here")
    : handler(site, payments, { ...object, id: object.id });
}

const bySubscription: Handler = async (site, payments, { id }) => {
  const { outcome, isOurs } = await sync(site, payments, id);
  return isOurs ? processed(outcome) : ignored(outcome);
};

const byInvoice: Handler = (site, payments, invoice) => {
  const id = subscriptionOfInvoice(invoice);
  return id === undefined
    ? Promise.resolve(ignored("it is no invoice of a subscription"))
    : bySubscription(site, payments, { id });
};

const handlers: Record<string, Handler> = {
  "checkout.session.completed": async (site, payments, { id }) => {
    const session = await payments.client.checkout.sessions.retrieve(id);
    const subscriptionId = idOf(session.subscription);
    if (subscriptionId !== undefined) return bySubscription(site, payments, { id: subscriptionId });
    return processed(await billing.finishPaidTrial(site, session));
  },
  "checkout.session.expired": async (site, _, { id }) => {
    const db = site.database.shared;
    const row = await store.findByCheckout(db, id);
    if (row === undefined) return ignored("it belongs to no account here");
    await store.expirePending(db, row.id);
    return processed("the checkout ran out");
  },
  "customer.subscription.trial_will_end": async (site, payments, { id }) => {
    const { outcome, isOurs, row } = await sync(site, payments, id);
    if (!isOurs || row === undefined) return ignored(outcome);
    await tell(site, row, "trial_ending", row.periodEnd);
    return processed(outcome);
  },
  "invoice.paid": byInvoice,
  "invoice.payment_succeeded": byInvoice,
  "invoice.payment_action_required": byInvoice,
  "invoice.payment_failed": async (site, payments, invoice) => {
    const id = subscriptionOfInvoice(invoice);
    if (id === undefined) return ignored("it is no invoice of a subscription");
    const { outcome, isOurs, row } = await sync(site, payments, id);
    if (!isOurs || row === undefined) return ignored(outcome);
    const since = (await store.find(site.database.shared, row.id))?.pastDueSince ?? null;
    const until = since === null ? null : new Date(since.getTime() + pastDueDays * 86_400_000);
    const isTold = since === null || (await mail.wasQueued(site.database.shared, row.userId, "payment_failed", since));
    if (!isTold) await tell(site, row, "payment_failed", until);
    return processed(outcome);
  },
  "charge.refunded": async (site, payments, { id }) => {
    const charge = await payments.client.charges.retrieve(id);
    if (!charge.refunded) return processed("a part was refunded; the plan stays");
    const row = await rowOfCharge(site, payments, charge);
    if (row === undefined) return ignored("it belongs to no subscription here");
    await store.setRefunded(site.database.shared, row.id, site.now());
    return processed("refunded: the plan ends");
  },
  "charge.dispute.created": (site, payments, { id }) => byDispute(site, payments, id),
  "charge.dispute.closed": (site, payments, { id }) => byDispute(site, payments, id),
};

async function byDispute(site: Site, payments: Payments, id: string): Promise<Handled> {
  const dispute = await payments.client.disputes.retrieve(id, { expand: ["charge"] });
  const charge =
    typeof dispute.charge === "string" ? await payments.client.charges.retrieve(dispute.charge) : dispute.charge;
  const row = await rowOfCharge(site, payments, charge);
  if (row === undefined) return ignored("it belongs to no subscription here");
  const isOver = ["won", "warning_closed", "prevented"].includes(dispute.status);
  await store.setDisputed(site.database.shared, row.id, isOver ? null : site.now());
  return processed(isOver ? "the dispute is over; the plan goes on" : `disputed (${dispute.status}): the plan stops`);
}

/** The subscription a charge paid for: by its invoice, in its old place and its new one, then by its customer. */
async function rowOfCharge(
  site: Site,
  { client }: Payments,
  charge: Stripe.Charge,
): Promise<store.SubscriptionRow | undefined> {
  const db = site.database.shared;
  const invoiceId =
    idOf((charge as { invoice?: string | { id: string } | null }).invoice) ?? (await invoiceOf(client, charge));
  if (invoiceId !== undefined) {
    const id = subscriptionOfInvoice(await client.invoices.retrieve(invoiceId));
    const row = id === undefined ? undefined : await store.findByStripe(db, id);
    if (row !== undefined) return row;
  }
  const customer = idOf(charge.customer);
  return customer === undefined ? undefined : store.findByCustomer(db, customer);
}

async function invoiceOf(client: Stripe, charge: Stripe.Charge): Promise<string | undefined> {
  const intent = idOf(charge.payment_intent);
  if (intent === undefined) return undefined;
  const paid = await client.invoicePayments.list({
    payment: { type: "payment_intent", payment_intent: intent },
    limit: 1,
  });
  return idOf(paid.data[0]?.invoice);
}

async function tell(
  site: Site,
  row: store.SubscriptionRow,
  kind: "payment_failed" | "trial_ending",
  until: Date | null,
): Promise<void> {
  await site.database.transaction(async (db) => {
    const account = await store.emailOf(db, row.userId);
    if (account === undefined) return;
    const values = {
      until: until === null ? "the end of the period" : until.toISOString().slice(0, 10),
      link: new URL("/billing", site.origins[0]).href,
    };
    await mail.queue({ db, now: site.now }, { kind, to: account.email, userId: row.userId, values });
  });
}
