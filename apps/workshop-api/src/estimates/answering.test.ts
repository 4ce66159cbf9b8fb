import {
  askForFreshPrice,
  decideEstimate,
  getEstimate,
  getPublicEstimate,
  getPublicEstimatePdf,
  issueEstimate,
  linkEstimate,
  listEstimates,
  markEstimateOpened,
  recordDecision,
  withdrawEstimate,
} from "@mechanicbuddy/contract/estimates";
import { listNotifications } from "@mechanicbuddy/contract/notifications";
import { getWorkOrder, updateLine } from "@mechanicbuddy/contract/work-orders";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { expire, markChanged } from "./estimates.ts";
import {
  authorisations,
  brakes,
  changePrice,
  type GivenOrder,
  oilService,
  openOrder,
  stageOf,
} from "./testing/order.ts";
import { png } from "./testing/png.ts";
import { verifyChain } from "./verify.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

const visitor = { as: null, headers: { "user-agent": "Phone" } } as const;

/** An order whose jobs were all asked for, and the customer's link. */
async function asked(shop: Shop, given?: GivenOrder) {
  const order = await openOrder(shop, given);
  return { order, ...(await issued(shop, order.id, order.jobs)) };
}

async function issued(shop: Shop, orderId: string, jobIds: string[]) {
  const { id, number } = await shop.call(issueEstimate, { params: { id: orderId }, body: { jobIds } });
  const { url } = await shop.call(linkEstimate, { params: { id } });
  return { id, number, token: url.split("/").at(-1) as string };
}

const yes = (jobId: string | undefined) => ({ jobId: jobId as string, decision: "approved" as const });
const no = (jobId: string | undefined) => ({ jobId: jobId as string, decision: "declined" as const });
const answerOf = (number: string, ...decisions: { jobId: string; decision: "approved" | "declined" }[]) => ({
  number,
  name: "Marika Kask",
  decisions,
});

interface Told {
  kind: string;
  data: Record<string, unknown>;
}
const told = async (shop: Shop) => (await shop.call(listNotifications, {}, { as: "advisor" })).items as Told[];

test("yes to the oil and no to the brakes, on the bus", async () => {
  const shop = await api.newShop();
  const { order, id, number, token } = await asked(shop);
  const [oil, pads] = order.jobs;
  await shop.call(markEstimateOpened, { params: { token } }, visitor);
  const body = { ...answerOf(number, yes(oil), no(pads)), signaturePng: png(300, 100).toString("base64") };
  const page = await shop.call(decideEstimate, { params: { token }, body }, visitor);
  expect(page).toMatchObject({
    state: "answered",
    jobs: [
      { decision: { decision: "approved", name: "Marika Kask" }, grossCents: 18_550 },
      { decision: { decision: "declined" }, grossCents: 41_200 },
    ],
  });
  expect(await authorisations(shop, order)).toEqual(["approved", "declined"]);
  expect(await stageOf(shop, order)).toBe("order");
  expect((await shop.call(getEstimate, { params: { id } })).state).toBe("decided");
  const [news] = await told(shop);
  expect(news).toMatchObject({
    kind: "estimate.decided",
    data: { number: "1042-1", plate: "482 KTR", approved: 1, declined: 1, approvedCents: 18_550, name: "Marika Kask" },
  });
  const kept = await rows(
    shop.ctx.db,
    sql`select a.method, a.opened_at is not null as opened, p.ip is not null as ip, p.user_agent as browser,
      p.signature_file_id is not null as signed from approvals a join approval_people p on p.approval_id = a.id`,
  );
  expect(kept).toEqual(Array(2).fill({ method: "link", opened: true, ip: true, browser: "Phone", signed: true }));
  expect(await verifyChain(shop.ctx)).toEqual({ decisions: 2, problems: [] });
});

test("a customer may answer one job today and the other tomorrow", async () => {
  const shop = await api.newShop();
  const { order, id, number, token } = await asked(shop);
  await shop.call(decideEstimate, { params: { token }, body: answerOf(number, no(order.jobs[1])) }, visitor);
  expect((await shop.call(getEstimate, { params: { id } })).state).toBe("partly_decided");
  expect(await stageOf(shop, order)).toBe("quote");
  await shop.call(decideEstimate, { params: { token }, body: answerOf(number, yes(order.jobs[0])) }, visitor);
  expect((await shop.call(getEstimate, { params: { id } })).state).toBe("decided");
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

test("an answer from a browser without script counts as opened", async () => {
  const shop = await api.newShop();
  const { order, id, number, token } = await asked(shop);
  await shop.call(decideEstimate, { params: { token }, body: answerOf(number, yes(order.jobs[0])) }, visitor);
  expect((await shop.call(getEstimate, { params: { id } })).firstOpenedAt).not.toBeNull();
});

test("deciding twice shows the first answer", async () => {
  const shop = await api.newShop();
  const { order, number, token } = await asked(shop, { jobs: [brakes] });
  const [job] = order.jobs;
  await shop.call(decideEstimate, { params: { token }, body: answerOf(number, yes(job)) }, visitor);
  const again = await shop.refused(decideEstimate, { params: { token }, body: answerOf(number, no(job)) }, visitor);
  expect([again.code, again.detail]).toEqual(["conflict", "This is answered already; the first answer stands."]);
  expect(again.current).toMatchObject({ state: "answered", jobs: [{ decision: { decision: "approved" } }] });
  expect(await authorisations(shop, order)).toEqual(["approved"]);
});

test("two taps at once are one answer", async () => {
  const shop = await api.newShop();
  const { order, number, token } = await asked(shop, { jobs: [brakes] });
  const tap = (decision: ReturnType<typeof yes> | ReturnType<typeof no>) =>
    shop.answer(decideEstimate, { params: { token }, body: answerOf(number, decision) }, visitor);
  const [first, second] = await Promise.all([tap(yes(order.jobs[0])), tap(no(order.jobs[0]))]);
  expect([first.status, second.status].sort()).toEqual([201, 409]);
  expect(await verifyChain(shop.ctx)).toEqual({ decisions: 1, problems: [] });
});

test("a job the workshop has just changed cannot be approved as it was", async () => {
  const shop = await api.newShop();
  const { order, number, token } = await asked(shop);
  const [oil, pads] = order.jobs;
  await changePrice(shop, pads as string, 45_000);
  const body = answerOf(number, yes(oil), yes(pads));
  const refused = await shop.refused(decideEstimate, { params: { token }, body }, visitor);
  expect(refused.detail).toBe("The workshop has just changed this job; the new version follows.");
  expect(refused.current).toMatchObject({ state: "open", jobs: [{ changed: false }, { changed: true }] });
  expect(await authorisations(shop, order)).toEqual(["asked", "asked"]);
  // The other job is still the one that was offered.
  await shop.call(decideEstimate, { params: { token }, body: answerOf(number, yes(oil)) }, visitor);
});

test("a price raised after the yes takes the yes back; the old link leads to the new version, approving the old one is refused", async () => {
  const shop = await api.newShop();
  const { order, id, number, token } = await asked(shop, { jobs: [brakes] });
  const [job] = order.jobs as [string];
  await shop.call(decideEstimate, { params: { token }, body: answerOf(number, yes(job)) }, visitor);
  await changePrice(shop, job, 45_000);
  await inTransaction({ ...shop.ctx, actor: { kind: "user", userId: shop.people.advisor.userId } }, (ctx) =>
    markChanged(ctx, [job]),
  );
  expect(await authorisations(shop, order)).toEqual(["changed"]);
  expect(await stageOf(shop, order)).toBe("quote");
  expect((await shop.call(getEstimate, { params: { id } })).jobs[0]).toMatchObject({
    decision: "revoked",
    changed: true,
  });
  const next = await issued(shop, order.id, [job]);
  const page = await shop.call(getPublicEstimate, { params: { token } }, visitor);
  expect(page).toMatchObject({ state: "open", number: "1042-2", replacedNumber: "1042-1", totalCents: 45_000 });
  const old = await shop.refused(decideEstimate, { params: { token }, body: answerOf(number, yes(job)) }, visitor);
  expect(old.detail).toBe("1042-1 was replaced by 1042-2; look at the new version before you answer.");
  expect(old.current).toMatchObject({ number: "1042-2" });
  await shop.call(decideEstimate, { params: { token }, body: answerOf(next.number, yes(job)) }, visitor);
  expect(await authorisations(shop, order)).toEqual(["approved"]);
  const { items } = await shop.call(listEstimates, { params: { id: order.id } });
  expect(items.map(({ state }) => state)).toEqual(["decided", "replaced"]);
  expect(await verifyChain(shop.ctx)).toEqual({ decisions: 3, problems: [] });
});

test("at the counter a lower price keeps the yes, a higher one takes it back", async () => {
  const shop = await api.newShop();
  const { order, number, token } = await asked(shop, { jobs: [brakes] });
  await shop.call(decideEstimate, { params: { token }, body: answerOf(number, yes(order.jobs[0])) }, visitor);
  const priced = async (unitPriceCents: number) => {
    const { jobs } = await shop.call(getWorkOrder, { params: { id: order.id } });
    const [line] = jobs.flatMap((job) => job.lines);
    const body = { version: line?.version ?? 0, unitPriceCents };
    await shop.call(updateLine, { params: { id: line?.id ?? "" }, body }, { as: "advisor" });
    return authorisations(shop, order);
  };
  expect(await priced(40_000)).toEqual(["approved"]);
  expect(await priced(45_000)).toEqual(["changed"]);
  const page = await shop.call(getPublicEstimate, { params: { token } }, visitor);
  expect(page.jobs[0]).toMatchObject({ decision: null, changed: true });
  expect(await verifyChain(shop.ctx)).toEqual({ decisions: 2, problems: [] });
});

test("only a yes that stands is taken back", async () => {
  const shop = await api.newShop();
  const { order, number, token } = await asked(shop);
  await shop.call(decideEstimate, { params: { token }, body: answerOf(number, no(order.jobs[1])) }, visitor);
  await inTransaction(shop.ctx, (ctx) => markChanged(ctx, [order.jobs[0] as string]));
  expect(await authorisations(shop, order)).toEqual(["changed", "declined"]);
  expect((await verifyChain(shop.ctx)).decisions).toBe(1);
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

test("what is wrong with an answer is said beside its field", async () => {
  const shop = await api.newShop();
  const { order, number, token } = await asked(shop);
  const other = await openOrder(shop, { number: 1043 });
  const [job] = order.jobs;
  const wrong = async (change: object) => {
    const body = { ...answerOf(number, yes(job)), ...change } as never;
    const refused = await shop.refused(decideEstimate, { params: { token }, body }, visitor);
    return refused.errors?.[0] ?? refused.detail;
  };
  expect(await wrong({ name: "  " })).toEqual({ field: "name", message: "Enter your name." });
  expect(await wrong({ decisions: [] })).toEqual({ field: "decisions", message: "Answer at least one job." });
  expect(await wrong({ decisions: [yes(other.jobs[0])] })).toMatchObject({ field: "decisions.0.jobId" });
  expect(await wrong({ decisions: [yes(job), no(job)] })).toEqual({
    field: "decisions.1.jobId",
    message: "Answer each job once.",
  });
  expect(await wrong({ signaturePng: Buffer.alloc(312_000).toString("base64") })).toBe(
    "The signature has 312 kB; at most 200 kB are possible.",
  );
  expect(await wrong({ signaturePng: Buffer.from("<svg/>").toString("base64") })).toMatchObject({
    field: "signaturePng",
  });
  expect(await authorisations(shop, order)).toEqual(["asked", "asked"]);
});

test("a withdrawn estimate and a closed order cannot be answered", async () => {
  const shop = await api.newShop();
  const { order, id, number, token } = await asked(shop);
  const body = answerOf(number, yes(order.jobs[0]));
  await shop.call(withdrawEstimate, { params: { id } });
  expect((await shop.refused(decideEstimate, { params: { token }, body }, visitor)).detail).toContain("withdrawn");
  const closed = await asked(shop, { number: 1043 });
  await run(
    shop.ctx.db,
    sql`update work_orders set stage = 'cancelled', cancelled_at = now(), cancel_reason = 'sold' where number = 1043`,
  );
  const again = answerOf(closed.number, yes(closed.order.jobs[0]));
  const refused = await shop.refused(decideEstimate, { params: { token: closed.token }, body: again }, visitor);
  expect(refused.current).toMatchObject({ state: "withdrawn" });
});

test("a yes on the phone is recorded with name and number, in the same chain, under the estimate it answers", async () => {
  const shop = await api.newShop();
  const { order, id } = await asked(shop);
  const [oil, pads] = order.jobs as [string, string];
  const body = { decision: "approved", method: "phone", name: "Marika Kask" } as const;
  const missing = await shop.refused(recordDecision, { params: { id: oil }, body }, { as: "advisor" });
  expect(missing.errors).toEqual([{ field: "saidTo", message: "Enter the number of the call." }]);
  const said = { ...body, saidTo: "+372 5555 0199" };
  const recorded = await shop.call(recordDecision, { params: { id: oil }, body: said }, { as: "advisor" });
  expect(recorded).toEqual({ jobId: oil, authorisation: "approved" });
  expect(await stageOf(shop, order)).toBe("order");
  expect((await shop.call(getEstimate, { params: { id } })).jobs[0]?.decision).toBe("approved");
  const twice = await shop.refused(recordDecision, { params: { id: oil }, body: said });
  expect([twice.code, twice.detail]).toEqual(["conflict", "This job is approved already."]);
  const spoken = { decision: "declined", method: "in_person", name: "Marika Kask" } as const;
  await shop.call(recordDecision, { params: { id: pads }, body: spoken });
  const kept = await rows(
    shop.ctx.db,
    sql`select a.created_by as by, p.said_to as "saidTo", p.ip, p.user_agent as browser from approvals a
      join approval_people p on p.approval_id = a.id order by a.seq`,
  );
  expect(kept).toEqual([
    { by: shop.people.advisor.userId, saidTo: "+372 5555 0199", ip: null, browser: null },
    { by: shop.people.owner.userId, saidTo: null, ip: null, browser: null },
  ]);
  expect(await verifyChain(shop.ctx)).toEqual({ decisions: 2, problems: [] });
  // Whoever wrote it down is not told about it.
  expect((await told(shop)).length).toBe(1);
});

test("a yes at the counter needs no estimate, but a job the customer pays", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop, { jobs: [brakes, { ...oilService, billing: "warranty" }] });
  const [pads, warranty] = order.jobs as [string, string];
  const body = { decision: "approved", method: "in_person", name: "Marika Kask" } as const;
  await shop.call(recordDecision, { params: { id: pads }, body });
  const [kept] = await rows(shop.ctx.db, sql`select estimate_id as estimate, amount_cents as amount from approvals`);
  expect(kept).toEqual({ estimate: null, amount: 41_200 });
  const refused = await shop.refused(recordDecision, { params: { id: warranty }, body });
  expect(refused.detail).toBe("This job is not the customer's to pay.");
  expect(await verifyChain(shop.ctx)).toEqual({ decisions: 1, problems: [] });
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
