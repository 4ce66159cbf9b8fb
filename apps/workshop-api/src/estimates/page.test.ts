import {
  askForFreshPrice,
  decideEstimate,
  getEstimate,
  getPublicEstimate,
  getPublicEstimatePdf,
  markEstimateOpened,
} from "@mechanicbuddy/contract/estimates";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import { expire } from "./estimates.ts";
import { answerOf, asked, issued, no, told, visitor, yes } from "./testing/asked.ts";
import { authorisations, brakes, openOrder } from "./testing/order.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

test("a mail scanner that follows the link opens and approves nothing", async () => {
  const shop = await api.newShop();
  const { order, id, token } = await asked(shop);
  await shop.call(getPublicEstimate, { params: { token } }, visitor);
  await shop.call(getPublicEstimatePdf, { params: { token } }, visitor);
  expect(await shop.call(getEstimate, { params: { id } })).toMatchObject({ state: "sent", firstOpenedAt: null });
  expect(await authorisations(shop, order)).toEqual(["asked", "asked"]);
  await shop.call(markEstimateOpened, { params: { token } }, visitor);
  const first = await shop.call(getEstimate, { params: { id } });
  expect(first.state).toBe("opened");
  await shop.call(markEstimateOpened, { params: { token } }, visitor);
  expect((await shop.call(getEstimate, { params: { id } })).firstOpenedAt).toBe(first.firstOpenedAt);
});

test("an expired estimate is shown, not answered, and the customer can ask for a fresh price", async () => {
  const shop = await api.newShop();
  const { order, number, token } = await asked(shop, { jobs: [brakes] });
  const params = { token };
  expect((await shop.refused(askForFreshPrice, { params }, visitor)).code).toBe("conflict");
  await run(shop.ctx.db, sql`update estimates set valid_until_on = current_date - 2`);
  expect((await shop.call(getPublicEstimate, { params }, visitor)).state).toBe("expired");
  const refused = await shop.refused(decideEstimate, { params, body: answerOf(number, yes(order.jobs[0])) }, visitor);
  expect(refused).toMatchObject({ code: "conflict", current: { state: "expired" } });
  await shop.call(askForFreshPrice, { params }, visitor);
  await shop.call(askForFreshPrice, { params }, visitor);
  expect((await told(shop)).map(({ kind, data }) => [kind, data.number])).toEqual([["estimate.fresh-price", "1042-1"]]);
});

test("the workshop hears once that an estimate ran out with a question open", async () => {
  const shop = await api.newShop();
  const { order, number, token } = await asked(shop);
  const other = await asked(shop, { number: 1043, jobs: [brakes] });
  await shop.call(
    decideEstimate,
    { params: { token }, body: answerOf(number, ...order.jobs.map((job) => no(job))) },
    visitor,
  );
  await run(shop.ctx.db, sql`update estimates set valid_until_on = current_date - 2`);
  await inTransaction(shop.ctx, expire);
  await inTransaction(shop.ctx, expire);
  const expired = (await told(shop)).filter(({ kind }) => kind === "estimate.expired");
  expect(expired.map(({ data }) => data.number)).toEqual([other.number]);
});

test("unknown and revoked links are gone alike", async () => {
  const shop = await api.newShop();
  const { order, number, token } = await asked(shop);
  const unknown = { params: { token: "x".repeat(43) } };
  const first = await shop.refused(getPublicEstimate, unknown, visitor);
  await run(shop.ctx.db, sql`update estimate_links set revoked_at = now()`);
  const revoked = { params: { token } };
  const second = await shop.refused(getPublicEstimate, revoked, visitor);
  expect([first.status, first.detail]).toEqual([410, second.detail]);
  const body = answerOf(number, yes(order.jobs[0]));
  for (const given of [unknown, revoked]) {
    expect((await shop.refused(markEstimateOpened, given, visitor)).code).toBe("gone");
    expect((await shop.refused(getPublicEstimatePdf, given, visitor)).code).toBe("gone");
    expect((await shop.refused(decideEstimate, { ...given, body }, visitor)).code).toBe("gone");
  }
});

test("when the order goes to another customer, the first one's link shows nothing of it", async () => {
  const shop = await api.newShop();
  const { order, number, token } = await asked(shop, { jobs: [brakes] });
  const other = await openOrder(shop, { number: 1043, customer: { lastName: "Tamm" } });
  await run(shop.ctx.db, sql`update work_orders set customer_id = ${other.customerId} where id = ${order.id}`);
  const body = answerOf(number, yes(order.jobs[0]));
  const refused = await shop.refused(decideEstimate, { params: { token }, body }, visitor);
  expect(refused).toMatchObject({ code: "conflict", current: { state: "withdrawn", customerName: "Marika Kask" } });
  await issued(shop, order.id, order.jobs);
  expect((await shop.refused(getPublicEstimate, { params: { token } }, visitor)).code).toBe("gone");
});

test("the customer's page shows nothing that is meant for the workshop", async () => {
  const shop = await api.newShop();
  const { token } = await asked(shop);
  const page = await shop.call(getPublicEstimate, { params: { token } }, visitor);
  expect(page).toMatchObject({ customerName: "Marika Kask", vehicle: { plate: "482 KTR", label: "VW Golf VII 2016" } });
  expect(JSON.stringify(page)).not.toMatch(/secret of the house|pays late|argues|5555 0199|cost|contentHash|Cents":-/i);
});

test("sums per job and in total add up with VAT, whichever way prices are typed", async () => {
  const shop = await api.newShop();
  for (const [index, priceMode] of (["gross", "net"] as const).entries()) {
    const { token } = await asked(shop, { number: index + 1, priceMode });
    const page = await shop.call(getPublicEstimate, { params: { token } }, visitor);
    const sum = page.jobs.reduce((total, job) => total + job.grossCents, 0);
    expect(sum).toBe(page.totalCents);
    expect(page.totalCents).toBe(priceMode === "gross" ? 59_750 : 74_090);
  }
});

test("the page costs one round trip", async () => {
  const shop = await api.newShop();
  const { order, number, token } = await asked(shop);
  const page = await shop.answer(getPublicEstimate, { params: { token } }, visitor);
  expect(page.cost).toMatchObject({ roundTrips: 1, statements: 2 });
  const body = answerOf(number, yes(order.jobs[0]), no(order.jobs[1]));
  const decided = await shop.answer(decideEstimate, { params: { token }, body }, visitor);
  // Link, lock, state under the lock, jobs twice, order, chain, news, page: each follows from the one before.
  expect(decided.cost.roundTrips).toBeLessThanOrEqual(12);
});
