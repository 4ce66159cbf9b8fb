import Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readMateConfig } from "../../../server/config.ts";
import { shopVariables } from "../testing/shop.ts";
import { FakeStripe } from "./stripe.fake.ts";
import { openPayments } from "./stripe.ts";
import { periodOf, subscriptionOfInvoice } from "./subscription.ts";

// What our server relies on, asked with Stripe's own client: the stand-in must answer as Stripe does.
const delivered: [string, string][] = [];
const fake = new FakeStripe({
  signingSecret: "whsec_contract",
  deliver: async (body, signature) => delivered.push([body, signature]),
});
let client: Stripe;
beforeAll(async () => {
  const url = await fake.start();
  const payments = openPayments({ ...readMateConfig({ env: {} }).values, ...shopVariables(url) });
  if (payments === undefined) throw new Error("Payments are set up");
  client = payments.client;
});
afterAll(() => fake.stop());

const session = async (key?: string) => {
  const customer = await client.customers.create({ email: "a@example.com" });
  return client.checkout.sessions.create(
    {
      mode: "subscription",
      customer: customer.id,
      line_items: [{ price: "price_starter", quantity: 1 }],
      metadata: { subscriptionRow: "row" },
      subscription_data: { metadata: { subscriptionRow: "row" } },
      success_url: "http://localhost/back?session_id={CHECKOUT_SESSION_ID}",
    },
    key === undefined ? {} : { idempotencyKey: key },
  );
};

test("the same key with the same request gets the same session, with another request an error", async () => {
  const { id: customer } = await client.customers.create({ email: "same@example.com" });
  const make = (price: string) =>
    client.checkout.sessions.create(
      { mode: "subscription", customer, line_items: [{ price, quantity: 1 }], success_url: "http://localhost/" },
      { idempotencyKey: "once" },
    );
  const first = await make("price_starter");
  expect((await make("price_starter")).id).toBe(first.id);
  await expect(make("price_workshop")).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
});

test("a paid session has a subscription with our words in it, an item with a period, and an invoice that names it", async () => {
  const { id, status, url } = await session();
  expect([status, url?.startsWith("http")]).toEqual(["open", true]);
  await fake.pay(id);
  const paid = await client.checkout.sessions.retrieve(id);
  expect(paid).toMatchObject({ status: "complete", payment_status: "paid" });
  const subscription = await client.subscriptions.retrieve(paid.subscription as string);
  expect(subscription.metadata).toEqual({ subscriptionRow: "row" });
  expect(periodOf(subscription).end).toBeInstanceOf(Date);
  const invoice = await client.invoices.retrieve(subscription.latest_invoice as string);
  expect(subscriptionOfInvoice(invoice)).toBe(subscription.id);
});

test("what is not there is an error with a code, and a fault is one of the interface", async () => {
  await expect(client.subscriptions.retrieve("sub_nobody")).rejects.toMatchObject({
    code: "resource_missing",
    statusCode: 404,
  });
  fake.failing = 2;
  await expect(client.subscriptions.retrieve("sub_nobody")).rejects.toBeInstanceOf(Stripe.errors.StripeAPIError);
});

test("its events carry a signature that Stripe's own check accepts, and only for these bytes", () => {
  const [body = "", signature = ""] = delivered.at(-1) ?? [];
  expect(client.webhooks.constructEvent(body, signature, "whsec_contract").id).toMatch(/^evt_/);
  expect(() => client.webhooks.constructEvent(`${body} `, signature, "whsec_contract")).toThrow();
  expect(() => client.webhooks.constructEvent(body, signature, "whsec_other")).toThrow();
});

test("the list of events is read to its end, page by page, from a time on", async () => {
  for (let n = 0; n < 5; n++) await fake.emit("invoice.paid", { id: `in_${n}`, object: "invoice" });
  const ids: string[] = [];
  for await (const event of client.events.list({ created: { gte: 0 }, limit: 2 })) ids.push(event.id);
  expect(ids).toEqual(fake.events.map(({ id }) => id));
  const future = Math.floor(Date.now() / 1000) + 60;
  expect((await client.events.list({ created: { gte: future } })).data).toEqual([]);
});

test("a session that is open can be expired; a subscription can be cancelled", async () => {
  const open = await session();
  expect((await client.checkout.sessions.expire(open.id)).status).toBe("expired");
  const { id } = await session();
  const subscription = await fake.pay(id);
  expect((await client.subscriptions.cancel(subscription?.id ?? "")).status).toBe("canceled");
});

test("its pages let a person pay, be refused, and manage the plan", async () => {
  const { id, url, customer } = await session();
  const press = (address: string, action: string) =>
    fetch(address, { method: "POST", body: new URLSearchParams({ do: action }), redirect: "manual" });
  expect(await (await press(url ?? "", "refuse")).text()).toContain("refused");
  const paid = await press(url ?? "", "pay");
  expect(paid.headers.get("location")).toBe(`http://localhost/back?session_id=${id}`);
  const portal = await client.billingPortal.sessions.create({
    customer: String(customer),
    return_url: "http://localhost/billing",
  });
  const { subscription } = await client.checkout.sessions.retrieve(id);
  await press(portal.url, `end ${subscription}`);
  expect((await client.subscriptions.retrieve(String(subscription))).cancel_at_period_end).toBe(true);
});
