import {
  decideEstimate,
  getEstimate,
  getPublicEstimate,
  listEstimates,
  recordDecision,
} from "@mechanicbuddy/contract/estimates";
import { getWorkOrder, updateLine } from "@mechanicbuddy/contract/work-orders";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import { markChanged } from "./estimates.ts";
import { answerOf, asked, issued, no, told, visitor, yes } from "./testing/asked.ts";
import { authorisations, brakes, changePrice, oilService, openOrder, stageOf } from "./testing/order.ts";
import { verifyChain } from "./verify.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
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
