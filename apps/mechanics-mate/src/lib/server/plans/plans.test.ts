import { matePlans } from "@mechanicbuddy/contract/mate/plans";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop, type Shop } from "../testing/shop.ts";
import { openTestSite } from "../testing/site.ts";
import { personKey } from "./person.ts";
import { allowancesOf } from "./plans.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

test("a trial begins at once; a third is refused, also after closing and under another spelling of the address", async () => {
  const first = await shop.customer("jo.smith@gmail.com");
  const begin = (browser = first) => browser.send("POST", "/api/subscriptions/create-checkout", { planId: "trial" });
  expect(await begin()).toMatchObject({ status: 200, body: { sessionId: null, url: null } });
  const status = (await first.send("GET", "/api/subscriptions/status")).body;
  expect(status).toMatchObject({
    access: "full",
    plan: { id: "trial" },
    trial: { left: 1 },
    banner: { kind: "trial_left", left: 10 },
  });
  expect(await begin()).toMatchObject({ status: 409 });
  shop.site.clock.now = new Date(shop.site.clock.now.getTime() + 15 * 86_400_000);
  const alias = await shop.customer("JoSmith+again@googlemail.com");
  expect((await alias.send("GET", "/api/subscriptions/status")).body).toMatchObject({
    access: "read",
    trial: { left: 1 },
  });
  expect((await begin(alias)).status).toBe(200);
  shop.site.clock.now = new Date(shop.site.clock.now.getTime() + 15 * 86_400_000);
  const third = await shop.customer("j.o.smith+3@gmail.com");
  expect(await begin(third)).toMatchObject({ status: 403, body: { code: "plan_limit", canUseReference: true } });
});

test("two clicks at once begin one trial", async () => {
  const browser = await shop.customer("twice@example.com");
  const begin = () => browser.send("POST", "/api/subscriptions/create-checkout", { planId: "trial" });
  await Promise.all([begin(), begin()]);
  const rows = await shop.row("select 1 from mate.trial_grants where person_key = $1", personKey("twice@example.com"));
  expect(rows).toHaveLength(1);
});

test("a trial that costs something begins with its payment", async () => {
  const paid = await openShop({ STRIPE_PRICE_TRIAL: "price_trial" });
  const browser = await paid.customer("paid@example.com");
  const { body } = await browser.send("POST", "/api/subscriptions/create-checkout", { planId: "trial" });
  const status = async () => (await browser.send("GET", "/api/subscriptions/status")).body;
  expect((await status()).access).toBe("read");
  await paid.stripe.pay(body.sessionId);
  await paid.settle();
  expect(await status()).toMatchObject({ access: "full", plan: { id: "trial" }, trial: { left: 1 } });
  await paid.close();
});

test("dots count where the provider counts them", () => {
  expect(personKey("a.b@example.com")).not.toEqual(personKey("ab@example.com"));
  expect(personKey("A+x@Example.com")).toEqual(personKey("a@example.com"));
});

test("where nothing is sold, everybody has the plan of the settings and nothing can be bought", async () => {
  const free = await openTestSite({ DEFAULT_PLAN: "starter" });
  expect((await free.browser().send("GET", "/api/subscriptions/plans")).body).toMatchObject({ billing: false });
  const webhook = await free.browser().send("POST", "/api/subscriptions/webhook", {});
  expect(webhook.status).toBe(404);
  await free.close();
});

test("an answer counts against the account, its day, the site's day and month, and the pool of trials", () => {
  const now = new Date("2026-12-31T23:30:00Z");
  const period = { periodStart: new Date("2026-12-05T08:00:00Z"), periodEnd: new Date("2027-01-05T08:00:00Z") };
  const caps = { AI_DAILY_CAP_USD: 25, AI_MONTHLY_CAP_USD: 300, AI_TRIAL_DAILY_CAP_USD: 3 };
  const scopes = (plan: keyof typeof matePlans) =>
    allowancesOf("u1", { plan: matePlans[plan], ...period }, caps, now).map((a) => [
      a.scope,
      a.messagesLimit,
      a.capMicros,
    ]);
  expect(scopes("starter")).toEqual([
    ["account", 50, 1_750_000],
    ["account-day", null, 437_500],
    ["site-day", null, 25_000_000],
    ["site-month", null, 300_000_000],
  ]);
  expect(scopes("trial").at(-1)).toEqual(["trial-day", null, 3_000_000]);
  const month = allowancesOf("u1", { plan: matePlans.starter, ...period }, caps, now).at(-1);
  expect([month?.periodStart.toISOString(), month?.periodEnd.toISOString()]).toEqual([
    "2026-12-01T00:00:00.000Z",
    "2027-01-01T00:00:00.000Z",
  ]);
  expect(allowancesOf("u1", { plan: null, periodStart: null, periodEnd: null }, caps, now)).toEqual([]);
});
