import { decideEstimate, getEstimate, markEstimateOpened, withdrawEstimate } from "@mechanicbuddy/contract/estimates";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import { answerOf, asked, no, told, visitor, yes } from "./testing/asked.ts";
import { authorisations, brakes, changePrice, openOrder, stageOf } from "./testing/order.ts";
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
