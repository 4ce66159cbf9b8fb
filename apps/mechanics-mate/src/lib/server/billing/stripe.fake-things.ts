import type { IncomingMessage } from "node:http";

/** A thing of Stripe's; the stand-in keeps what our server reads of it. */
export interface Thing {
  id: string;
  object: string;
  // biome-ignore lint/suspicious/noExplicitAny: things have whatever fields their kind has
  [field: string]: any;
}

const MONTH_S = 30 * 86_400;

/** An answer that is an error. */
export class FakeFault extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.message));
    this.status = status;
    this.body = body;
  }
}

type Make = (prefix: string, object: string, fields: Record<string, unknown>) => Thing;

/** What a paid checkout leaves: subscription, invoice, charge, and what ties them together. */
export function thingsOfPayment(
  make: Make,
  session: Thing,
  { start, oldShape }: { start: number; oldShape: boolean },
): { subscription: Thing; invoice: Thing } {
  const period = { current_period_start: start, current_period_end: start + MONTH_S };
  const item = { id: "si_1", object: "subscription_item", price: { id: session.price, object: "price" } };
  const subscription = make("sub", "subscription", {
    customer: session.customer,
    status: "active",
    cancel_at_period_end: false,
    cancel_at: null,
    metadata: session.subscriptionMetadata,
    items: { object: "list", data: [oldShape ? item : { ...item, ...period }] },
    ...(oldShape && period),
  });
  session.subscription = subscription.id;
  const intent = make("pi", "payment_intent", {});
  const invoice = make("in", "invoice", {
    customer: session.customer,
    ...(oldShape
      ? { subscription: subscription.id }
      : { parent: { type: "subscription_details", subscription_details: { subscription: subscription.id } } }),
  });
  const charge = make("ch", "charge", {
    customer: session.customer,
    refunded: false,
    payment_intent: intent.id,
    ...(oldShape && { invoice: invoice.id }),
  });
  make("inpay", "invoice_payment", { invoice: invoice.id, payment: { payment_intent: intent.id } });
  Object.assign(subscription, { latest_invoice: invoice.id, charge: charge.id });
  return { subscription, invoice };
}

/** The body of a request. */
export async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of request) parts.push(chunk as Buffer);
  return Buffer.concat(parts).toString();
}

/** `metadata[a]=1` as `{ a: "1" }`. */
export function part(form: URLSearchParams, name: string): Record<string, string> {
  const fields = [...form].filter(([key]) => key.startsWith(`${name}[`));
  return Object.fromEntries(fields.map(([key, value]) => [key.slice(name.length + 1, -1), value]));
}
