import type Stripe from "stripe";

/** Statuses that hold the one place an account has for a subscription. */
export const liveStatuses = ["trialing", "active", "past_due", "unpaid", "paused"] as const;

export function isLiveStatus(status: string): boolean {
  return (liveStatuses as readonly string[]).includes(status);
}

const date = (seconds: unknown) => (typeof seconds === "number" ? new Date(seconds * 1000) : null);

/** Where a subscription's period began and ends: on its item, or in older versions on itself. */
export function periodOf(subscription: Stripe.Subscription): { start: Date | null; end: Date | null } {
  const [item] = subscription.items.data;
  const old = subscription as unknown as { current_period_start?: number; current_period_end?: number };
  return {
    start: date(item?.current_period_start ?? old.current_period_start),
    end: date(item?.current_period_end ?? old.current_period_end),
  };
}

/** The subscription an invoice belongs to: under its parent, or in older versions on itself. */
export function subscriptionOfInvoice(invoice: unknown): string | undefined {
  const { parent, subscription } = invoice as {
    parent?: { subscription_details?: { subscription?: unknown } | null } | null;
    subscription?: unknown;
  };
  const found = parent?.subscription_details?.subscription ?? subscription;
  if (typeof found === "string") return found;
  return (found as { id?: string } | null | undefined)?.id;
}

/** A price that is none of our plans: a person must look, no plan is guessed. */
export class UnknownPrice extends Error {
  constructor(price: string | undefined) {
    super(`The price ${price ?? "(none)"} belongs to no plan`);
    this.name = "UnknownPrice";
  }
}
