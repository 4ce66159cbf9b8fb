import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { password } from "../testing/administrator.ts";
import { openShop, type Shop } from "../testing/shop.ts";
import type { Browser } from "../testing/site.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
let n = 0;
let email = "";
let browser: Browser;
beforeEach(async () => {
  shop.site.clock.now = new Date("2026-11-20T10:00:00Z");
  email = `buyer${n++}@example.com`;
  browser = await shop.customer(email);
});
const checkout = (planId: string, by = browser) => by.send("POST", "/api/subscriptions/create-checkout", { planId });
const status = async () => (await browser.send("GET", "/api/subscriptions/status")).body;
const buy = async (planId = "starter") => {
  const { body } = await checkout(planId);
  const subscription = await shop.stripe.pay(body.sessionId);
  await shop.settle();
  if (subscription === undefined) throw new Error("Nothing was bought");
  return { sessionId: body.sessionId as string, subscription };
};
const later = (hours: number) => {
  shop.site.clock.now = new Date(shop.site.clock.now.getTime() + hours * 3_600_000);
};

test("a plan is bought: the click leads to Stripe, and its event gives the plan", async () => {
  expect(await status()).toMatchObject({ subscription: null, access: "read", banner: { kind: "choose_plan" } });
  const { sessionId } = await buy("professional");
  expect(await status()).toMatchObject({
    subscription: { planId: "professional", status: "active" },
    plan: { id: "professional", answers: 200 },
    access: "full",
    banner: null,
  });
  const back = await browser.send("GET", `/api/subscriptions/return?session_id=${sessionId}`);
  expect(back.body).toEqual({ state: "paid", planId: "professional", url: null });
});

test("a checkout that is open, or ran out, gives no model answer", async () => {
  const { body } = await checkout("starter");
  expect(await status()).toMatchObject({ access: "read", plan: null, banner: { kind: "payment_not_finished" } });
  const back = `/api/subscriptions/return?session_id=${body.sessionId}`;
  expect((await browser.send("GET", back)).body).toMatchObject({ state: "open", url: body.url });
  await shop.stripe.emit(
    "checkout.session.expired",
    Object.assign(shop.stripe.get(body.sessionId), { status: "expired" }),
  );
  await shop.settle();
  expect(await status()).toMatchObject({ access: "read", plan: null });
  expect((await browser.send("GET", back)).body).toMatchObject({ state: "cancelled" });
});

test("the second click leads to the same page; another plan closes the first", async () => {
  const [first, second] = await Promise.all([checkout("starter"), checkout("starter")]);
  expect(second.body).toEqual(first.body);
  later(0.4);
  expect((await checkout("starter")).body).toEqual(first.body);
  const other = await checkout("workshop");
  expect(other.body.sessionId).not.toBe(first.body.sessionId);
  expect(shop.stripe.get(first.body.sessionId).status).toBe("expired");
  later(0.6);
  expect((await checkout("workshop")).body.sessionId).not.toBe(other.body.sessionId);
});

test("a click whose answer was lost finds the same session again", async () => {
  const { body } = await checkout("starter");
  await shop.row(
    "update mate.subscriptions set stripe_checkout_id = null, checkout_url = null where stripe_checkout_id = $1",
    body.sessionId,
  );
  expect((await checkout("starter")).body).toEqual(body);
});

test("a buyer whom somebody deleted at Stripe can buy again", async () => {
  const first = await checkout("starter");
  shop.stripe.things.delete(shop.stripe.get(first.body.sessionId).customer);
  expect((await checkout("workshop")).status).toBe(200);
});

test("an account with a plan cannot begin another", async () => {
  await buy();
  expect(await checkout("workshop")).toMatchObject({ status: 409, body: { code: "conflict" } });
});

test("cancelled, the plan lasts to the end of what was paid; then it can be bought again", async () => {
  const { subscription } = await buy();
  await shop.stripe.cancel(subscription.id);
  await shop.settle();
  expect(await status()).toMatchObject({ access: "full", banner: { kind: "ends_on" } });
  expect((await buy("workshop")).subscription.id).not.toBe(subscription.id);
  expect(await status()).toMatchObject({ subscription: { planId: "workshop", status: "active" } });
});

test("two live subscriptions cannot exist: the second is ended at Stripe and somebody is alerted", async () => {
  const first = await checkout("starter");
  await shop.row(
    "update mate.subscriptions set status = 'incomplete_expired' where stripe_checkout_id = $1",
    first.body.sessionId,
  );
  const second = await checkout("workshop");
  await shop.stripe.pay(first.body.sessionId);
  await shop.settle();
  const twice = await shop.stripe.pay(second.body.sessionId);
  await shop.settle();
  expect(shop.stripe.get(twice?.id ?? "").status).toBe("canceled");
  expect(await status()).toMatchObject({ subscription: { planId: "starter", status: "active" } });
  await shop.site.site.logs.flush();
  expect(
    await shop.row(
      "select 1 from mate.application_logs where severity = 'critical' and title like '%second subscription%'",
    ),
  ).not.toEqual([]);
});

test("a failed payment leaves a week, says so by mail once, and then the plan rests until it is paid", async () => {
  const { subscription } = await buy();
  await shop.stripe.failPayment(subscription.id);
  await shop.stripe.failPayment(subscription.id);
  await shop.settle();
  expect(await status()).toMatchObject({ access: "full", banner: { kind: "payment_failed" } });
  expect(
    await shop.row("select 1 from mate.mails where recipient = $1 and kind = 'payment_failed'", email),
  ).toHaveLength(1);
  later(7 * 24 + 1);
  browser = await signedInAgain();
  expect(await status()).toMatchObject({ access: "read", banner: { kind: "payment_failed" } });
  await shop.stripe.change(subscription.id, { status: "active" });
  await shop.settle();
  expect(await status()).toMatchObject({ access: "full", banner: null });
});

test("a refund or a dispute stops the plan; a part refund and a dispute that was won do not", async () => {
  const { subscription } = await buy();
  await shop.stripe.refund(subscription.id, { isPart: true });
  await shop.settle();
  expect((await status()).access).toBe("full");
  const dispute = await shop.stripe.dispute(subscription.id);
  await shop.settle();
  expect(await status()).toMatchObject({ access: "read", banner: { kind: "stopped" } });
  await shop.stripe.closeDispute(dispute.id, "won");
  await shop.settle();
  expect((await status()).access).toBe("full");
  await shop.stripe.refund(subscription.id);
  await shop.settle();
  expect((await status()).access).toBe("read");
});

test("a fault of Stripe's is an answer, and the next request is served", async () => {
  shop.stripe.failing = 2;
  expect(await checkout("starter")).toMatchObject({ status: 503, body: { code: "unavailable" } });
  expect((await checkout("starter")).status).toBe(200);
});

test("the page for managing the plan opens for buyers only", async () => {
  expect((await browser.send("POST", "/api/subscriptions/create-portal")).status).toBe(404);
  await buy();
  const reply = await browser.send("POST", "/api/subscriptions/create-portal");
  expect(reply.body.url).toContain("/portal/cus_");
});

test("somebody else's checkout is not found", async () => {
  const { body } = await checkout("starter");
  const stranger = await shop.customer(`stranger${n}@example.com`);
  expect((await stranger.send("GET", `/api/subscriptions/return?session_id=${body.sessionId}`)).status).toBe(404);
});

test("no request lets an account change its plan, status or usage", async () => {
  for (const body of [
    { planId: "workshop", status: "active" },
    { planId: "owner" },
    { planId: "starter", answers: 9 },
  ]) {
    expect((await browser.send("POST", "/api/subscriptions/create-checkout", body)).status).toBe(400);
  }
  expect(await status()).toMatchObject({ subscription: null, access: "read" });
});

async function signedInAgain(): Promise<Browser> {
  const again = shop.site.browser();
  await again.send("POST", "/api/auth/login", { email, password });
  return again;
}
