import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openShop, type Shop } from "../testing/shop.ts";
import { origin } from "../testing/site.ts";
import { handledTypes, nextAttempt } from "./event.ts";
import { reconcile } from "./reconcile.ts";
import { handleStored, retry, sweep } from "./webhooks.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
let n = 0;
beforeEach(() => {
  shop.site.clock.now = new Date("2026-11-20T10:00:00Z");
  shop.stripe.failing = 0;
});
const bought = async () => {
  const browser = await shop.customer(`reader${n++}@example.com`);
  const { body } = await browser.send("POST", "/api/subscriptions/create-checkout", { planId: "starter" });
  const subscription = await shop.stripe.pay(body.sessionId);
  await shop.settle();
  return subscription?.id ?? "";
};
const event = async (id: string) =>
  (await shop.row("select * from mate.webhook_events where event_id = $1", id))[0] as {
    id: string;
    status: string;
    attempts: number;
    last_error: string | null;
    outcome: string | null;
    next_attempt_at: Date | null;
  };
const subscription = async (id: string) =>
  (await shop.row("select * from mate.subscriptions where stripe_subscription_id = $1", id))[0];
const post = (body: string, signature: string) =>
  shop.site.browser().raw(
    new Request(`${origin}/api/subscriptions/webhook`, {
      method: "POST",
      headers: { "stripe-signature": signature },
      body,
    }),
  );

test("an event whose signature is wrong, missing or old is refused and not stored", async () => {
  const body = JSON.stringify({
    id: "evt_forged",
    object: "event",
    type: "invoice.paid",
    livemode: false,
    data: { object: {} },
  });
  const at = shop.site.clock.now.getTime() / 1000;
  for (const signature of [
    "",
    "t=1,v1=00",
    shop.stripe.sign(body, "whsec_wrong"),
    shop.stripe.sign(body, "whsec_shop", at - 400),
  ]) {
    expect(await post(body, signature)).toMatchObject({ status: 400, body: { code: "validation" } });
  }
  expect(await event("evt_forged")).toBeUndefined();
  expect((await post(body, shop.stripe.sign(body, "whsec_old"))).body).toEqual({ received: true });
});

test("twenty deliveries of one event at once have one effect", async () => {
  const id = await bought();
  const before = (await subscription(id))?.version as number;
  shop.stripe.holding = true;
  await shop.stripe.change(id, { cancel_at_period_end: true });
  shop.stripe.holding = false;
  const [newest] = shop.stripe.events;
  if (newest === undefined) throw new Error("There must be an event");
  const replies = await Promise.all(Array.from({ length: 20 }, () => shop.stripe.send(newest)));
  expect(new Set(replies.map((reply) => (reply as { status: number }).status))).toEqual(new Set([200]));
  const { id: row } = await event(newest.id);
  await Promise.all(Array.from({ length: 20 }, () => handleStored(shop.site.site, row)));
  expect((await subscription(id))?.version).toBe(before + 1);
  expect(((await shop.stripe.send(newest)) as { body: unknown }).body).toEqual({ received: true, duplicate: true });
});

test("an event that failed is processed by the next try, which waits its time", async () => {
  const id = await bought();
  await shop.stripe.change(id, { cancel_at_period_end: true });
  const [newest] = shop.stripe.events;
  shop.stripe.failing = 2;
  await shop.settle();
  const failed = await event(newest?.id ?? "");
  expect(failed).toMatchObject({ status: "failed", attempts: 1 });
  expect(failed.next_attempt_at).toEqual(new Date("2026-11-20T10:01:00Z"));
  expect(await sweep(shop.site.site)).toBe(0);
  shop.site.clock.now = new Date("2026-11-20T10:01:01Z");
  await shop.settle();
  expect(await event(newest?.id ?? "")).toMatchObject({ status: "processed", attempts: 2, last_error: null });
});

test("a failed event is due at once when Stripe sends it again, when a person resets its row, or by the command", async () => {
  const id = await bought();
  for (const again of ["stripe", "row", "command"]) {
    await shop.stripe.change(id, { cancel_at_period_end: again === "row" });
    const [newest] = shop.stripe.events;
    shop.stripe.failing = 2;
    await shop.settle();
    expect((await event(newest?.id ?? "")).status).toBe("failed");
    if (again === "stripe" && newest !== undefined) await shop.stripe.send(newest);
    if (again === "row")
      await shop.row("update mate.webhook_events set status = 'received' where event_id = $1", newest?.id);
    if (again === "command") expect(await retry(shop.site.site)).toBe(1);
    await shop.settle();
    expect([again, (await event(newest?.id ?? "")).status]).toEqual([again, "processed"]);
  }
});

test("tries are made after 1, 5 and 30 minutes, 2, 8 and 24 hours; then a person is waited for", () => {
  const now = new Date("2026-11-20T10:00:00Z");
  const minutes = [1, 2, 3, 4, 5, 6, 7].map((n) => {
    const at = nextAttempt(n, now);
    return at === null ? null : (at.getTime() - now.getTime()) / 60_000;
  });
  expect(minutes).toEqual([1, 5, 30, 120, 480, 1440, null]);
});

test("an event a dead process had taken is taken again after its lease", async () => {
  const id = await bought();
  await shop.stripe.change(id, { cancel_at_period_end: true });
  const [newest] = shop.stripe.events;
  await shop.row(
    "update mate.webhook_events set status = 'processing', locked_until = $2 where event_id = $1",
    newest?.id,
    new Date("2026-11-20T10:02:00Z"),
  );
  await shop.settle();
  expect((await event(newest?.id ?? "")).status).toBe("processing");
  shop.site.clock.now = new Date("2026-11-20T10:02:01Z");
  await shop.settle();
  expect((await event(newest?.id ?? "")).status).toBe("processed");
});

test("a late update cannot revive a cancelled subscription, in whatever order events come", async () => {
  const id = await bought();
  shop.stripe.holding = true;
  await shop.stripe.change(id, { status: "active" });
  await shop.stripe.cancel(id);
  await shop.stripe.release((events) => events.reverse());
  await shop.settle();
  expect((await subscription(id))?.status).toBe("canceled");
});

test("every status of Stripe, and an invented one, is written and gives an access without error", async () => {
  const id = await bought();
  for (const status of [
    "incomplete",
    "incomplete_expired",
    "trialing",
    "active",
    "past_due",
    "unpaid",
    "paused",
    "dancing",
    "canceled",
  ]) {
    await shop.stripe.change(id, { status });
    await shop.settle();
    expect((await subscription(id))?.status).toBe(status);
  }
});

test("every type we asked for is handled; any other is kept and ignored with its reason", async () => {
  const id = await bought();
  for (const type of handledTypes.filter((type) => type.startsWith("customer.subscription."))) {
    const { id: sent } = await shop.stripe.emit(type, shop.stripe.get(id));
    await shop.settle();
    expect([type, (await event(sent)).status]).toEqual([type, "processed"]);
  }
  const invented = await shop.stripe.emit("payment_link.created", { id: "plink_1" });
  expect(await event(invented.id)).toMatchObject({ status: "ignored", outcome: "this type means nothing here" });
  const stranger = await shop.stripe.emit("customer.subscription.updated", { id: "sub_nobody" });
  await shop.settle();
  expect(await event(stranger.id)).toMatchObject({
    status: "ignored",
    outcome: "Stripe does not know this subscription",
  });
});

test("a price nobody set up is never a default plan: the event fails and somebody is alerted", async () => {
  const id = await bought();
  const items = { object: "list", data: [{ ...shop.stripe.get(id).items.data[0], price: { id: "price_odd" } }] };
  await shop.stripe.change(id, { items });
  const [newest] = shop.stripe.events;
  await shop.settle();
  expect(await event(newest?.id ?? "")).toMatchObject({
    status: "failed",
    last_error: expect.stringContaining("price_odd"),
  });
  expect((await subscription(id))?.plan_id).toBe("starter");
});

test("what Stripe knows and never delivered is found by comparing", async () => {
  const id = await bought();
  const lost = await bought();
  shop.stripe.holding = true;
  await shop.stripe.cancel(id);
  shop.stripe.get(lost).cancel_at_period_end = true;
  const found = await reconcile(shop.site.site);
  await shop.stripe.release(() => []);
  expect(found?.added).toBe(1);
  expect(found?.differences).toContainEqual(expect.objectContaining({ now: "starter is active" }));
  expect(found?.differences).toContainEqual(expect.objectContaining({ now: expect.stringContaining("price_odd") }));
  expect((await subscription(id))?.status).toBe("canceled");
  expect((await subscription(lost))?.cancel_at_period_end).toBe(true);
});

test("in the older shape of Stripe's things, periods and invoices are found too", async () => {
  const old = await openShop({}, { oldShape: true });
  const browser = await old.customer("old@example.com");
  const { body } = await browser.send("POST", "/api/subscriptions/create-checkout", { planId: "starter" });
  const bought = await old.stripe.pay(body.sessionId);
  await old.settle();
  const status = async () => (await browser.send("GET", "/api/subscriptions/status")).body;
  expect(await status()).toMatchObject({ access: "full", periodEnd: "2026-12-20T10:00:00.000Z" });
  await old.stripe.refund(bought?.id ?? "");
  await old.settle();
  expect((await status()).access).toBe("read");
  await old.close();
});
