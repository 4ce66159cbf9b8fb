import { recordDecision } from "@mechanicbuddy/contract/estimates";
import { recordDeposit } from "@mechanicbuddy/contract/payments";
import { listPaymentMethods } from "@mechanicbuddy/contract/settings";
import * as contract from "@mechanicbuddy/contract/work-orders";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { localDay } from "../testing/days.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { addReading } from "../vehicles/vehicles.ts";
import { canOilService, shelf, shelve, visit } from "./testing/visit.ts";
import { documentOf, lockForInvoicing, markCredited, markInvoiced } from "./work-orders.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const read = (id: string, as: "owner" | "mechanic" | "readonly" = "owner") =>
  shop.call(contract.getWorkOrder, { params: { id } }, { as });
const list = async (query: Parameters<typeof shop.call<typeof contract.listWorkOrders>>[1] = {}) =>
  (await shop.call(contract.listWorkOrders, query)).items;
const inHours = (hours: number) => new Date(api.clock.now().getTime() + hours * 3_600_000).toISOString();

/** The Golf with its oil service: one part on the shelf, one canned job on the order. */
async function oilService() {
  const opened = await visit(shop, { concern: "oil service", odometerIn: 187_204 });
  const partId = await shelve(shop);
  const cannedJobId = await canOilService(shop, partId);
  const job = await shop.call(contract.addJob, { params: { id: opened.id }, body: { cannedJobId } });
  return { order: await read(opened.id), job, partId };
}
const approve = (jobId: string) =>
  shop.call(recordDecision, {
    params: { id: jobId },
    body: { decision: "approved", method: "in_person", name: "Marika Kask" },
  });

/** Invoices an order without paper: issuing is another feature's test, the lock is ours. */
async function invoice(orderId: string): Promise<void> {
  const hash = Buffer.alloc(32, 7);
  const file = newId();
  await run(
    shop.ctx.db,
    sql`insert into files (id, sha256, media_type, bytes, name) values (${file}, ${hash}, 'application/pdf', 32, 'i.pdf')`,
  );
  await inTransaction(shop.ctx, async (ctx) => {
    await lockForInvoicing(ctx, orderId);
    await run(
      ctx.db,
      sql`insert into invoices (id, kind, series_id, year, n, number, work_order_id, issued_at, issue_on, supply_on, due_on,
          currency, language, price_mode, net_cents, vat_cents, total_cents, snapshot, pdf_file_id, pdf_sha256, seq, prev_hash, hash)
        select ${newId()}, 'invoice', s.id, 2026, 31, '2026-00031', ${orderId}, now(), now(), now(), now(), 'EUR', 'en',
          'gross', 0, 0, 0, '{}', ${file}, ${hash}, 1, ${hash}, ${hash} from number_series s where s.kind = 'invoice'`,
    );
    await markInvoiced(ctx, orderId);
  });
}

/** Every key anywhere in a reply. */
function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}

test("an order is read in one round trip, with jobs, lines, totals and margin", async () => {
  const { order } = await oilService();
  const { body, cost } = await shop.answer(contract.getWorkOrder, { params: { id: order.id } });
  expect(cost.roundTrips).toBe(1);
  expect(body).toMatchObject({
    stage: "quote",
    priceMode: "gross",
    customer: { name: "Marika Kask", phone: "+372 5555 0199", openCents: 0 },
    vehicle: { plate: "482 KTR" },
    jobs: [{ title: "Oil service", totalCents: 13_035, lines: [{}, { available: "15", costCents: 550 }] }],
    totals: { totalCents: 13_035, netCents: 10_512, vatCents: 2_523 },
  });
  // 105.12 net, of which the filter cost 5.50.
  expect(body.totals?.marginPercent).toBe(94.77);
});

test("Juri's replies have no price field anywhere, and neither contacts nor balances", async () => {
  const { order, job } = await oilService();
  await approve(job.id);
  const line = order.jobs[0]?.lines[1] as contract.Line;
  const as = { as: "mechanic" } as const;
  const { version } = (await read(order.id)).jobs[0] as contract.Job;
  const replies = [
    await read(order.id, "mechanic"),
    await shop.call(contract.getBoard, {}, as),
    await shop.call(contract.listWorkOrders, { query: { total: true } }, as),
    await shop.call(contract.recordResult, { params: { id: job.id }, body: { version, cause: "worn" } }, as),
    await shop.call(contract.setPartStatus, { params: { id: line.id }, body: { status: "arrived" } }, as),
    await shop.call(contract.listTimeline, { params: { id: order.id } }, as),
    await shop.refused(contract.recordResult, { params: { id: job.id }, body: { version, cause: "late" } }, as),
  ];
  for (const reply of replies) {
    expect(keysOf(reply).filter((key) => /cents|price|discount|margin/i.test(key))).toEqual([]);
    expect(JSON.stringify(reply)).not.toMatch(/5555 0199|phone|openCents/);
  }
});

test("read-only people see prices but no costs and no phone", async () => {
  const { order } = await oilService();
  const seen = await read(order.id, "readonly");
  expect(seen.totals?.totalCents).toBe(13_035);
  expect(keysOf(seen)).not.toEqual(expect.arrayContaining(["costCents"]));
  expect(keysOf(seen)).not.toEqual(expect.arrayContaining(["marginPercent"]));
  expect(keysOf(seen)).not.toEqual(expect.arrayContaining(["phone"]));
});

test("a neighbour workshop's order is not found by any route, exactly like one that never existed", async () => {
  const { order } = await oilService();
  const neighbour = await api.newShop();
  const calls = async (id: string) => {
    const params = { id };
    const refusals = [
      await neighbour.refused(contract.getWorkOrder, { params }),
      await neighbour.refused(contract.updateWorkOrder, { params, body: { version: 1, concern: "mine" } }),
      await neighbour.refused(contract.deleteWorkOrder, { params }),
      await neighbour.refused(contract.startWorkOrder, { params, body: { orderedBy: "me" } }),
      await neighbour.refused(contract.cancelWorkOrder, { params, body: { reason: "mine" } }),
      await neighbour.refused(contract.reopenWorkOrder, { params }),
      await neighbour.refused(contract.copyWorkOrder, { params, body: {} }),
      await neighbour.refused(contract.addNote, { params, body: { text: "mine" } }),
      await neighbour.refused(contract.listTimeline, { params }),
    ];
    return refusals.map(({ requestId: _, ...problem }) => problem);
  };
  const foreign = await calls(order.id);
  expect(foreign).toEqual(await calls(newId()));
  expect(foreign.map(({ status }) => status)).toEqual(Array(9).fill(404));
  expect((await neighbour.call(contract.listWorkOrders)).items).toEqual([]);
});

test("facts are changed field by field; a stale form sees what is there now", async () => {
  const order = await visit(shop, { concern: "oil" });
  const change = (body: object) => ({ params: { id: order.id }, body: { version: order.version, ...body } });
  const changed = await shop.call(contract.updateWorkOrder, change({ keyTag: "14", promisedAt: inHours(4) }));
  expect(changed).toMatchObject({ concern: "oil", keyTag: "14", promisedAt: inHours(4), version: order.version + 1 });
  const stale = await shop.refused(contract.updateWorkOrder, change({ keyTag: "15" }));
  expect(stale).toMatchObject({ code: "conflict", current: { keyTag: "14" } });
});

test("a promise in the past and somebody else's car are asked about when they change, and only then", async () => {
  const order = await visit(shop);
  const other = await shop.call(contract.intake, {
    body: { customer: { kind: "private", lastName: "Tamm" }, vehicle: { plate: "118 VVA" }, order: {} },
  });
  const change = (body: object, version = order.version) => ({ params: { id: order.id }, body: { version, ...body } });
  const odd = { vehicleId: other.vehicle?.id, promisedAt: inHours(-1) };
  const { warnings } = await shop.refused(contract.updateWorkOrder, change(odd));
  expect(warnings).toMatchObject([
    { code: "other_owner", message: "Owned by Tamm; change owner or keep." },
    { code: "promise_in_past" },
  ]);
  const acceptWarnings = ["other_owner", "promise_in_past"];
  const saved = await shop.call(contract.updateWorkOrder, change({ ...odd, acceptWarnings }));
  expect(saved.vehicle?.plate).toBe("118 VVA");
  await shop.call(contract.updateWorkOrder, change({ keyTag: "3" }, saved.version));
});

test("the reading at handover is the car's newest", async () => {
  const order = await visit(shop, { odometerIn: 187_204 });
  await shop.call(contract.updateWorkOrder, {
    params: { id: order.id },
    body: { version: order.version, odometerOut: 187_215 },
  });
  const next = addReading(shop.ctx, order.vehicle?.id as string, { value: 187_210, source: "manual" });
  await expect(next).rejects.toMatchObject({ extra: { warnings: [{ code: "odometer_lower" }] } });
});

test("an order without customer or car is possible, and takes the owner of its car unless told otherwise", async () => {
  const { customer, vehicle } = await visit(shop);
  const vehicleId = vehicle?.id as string;
  expect(await shop.call(contract.createWorkOrder, { body: {} })).toMatchObject({ customer: null, vehicle: null });
  const owned = await shop.call(contract.createWorkOrder, { body: { vehicleId } });
  expect(owned.customer?.id).toBe(customer?.id);
  const nobodys = await shop.call(contract.createWorkOrder, { body: { vehicleId, customerId: null } });
  expect(nobodys.customer).toBeNull();
});

test("work is started without an estimate on somebody's word", async () => {
  const { id } = await visit(shop);
  const start = { params: { id }, body: { orderedBy: "Marika Kask, at the counter" } };
  expect(await shop.call(contract.startWorkOrder, start)).toMatchObject({
    stage: "order",
    orderedBy: "Marika Kask, at the counter",
  });
  expect((await shop.refused(contract.startWorkOrder, start)).detail).toBe(
    "Order 1 is an order already; it cannot be started.",
  );
});

test("an order is cancelled with a reason, lets its parts go, and takes no changes until it is opened again", async () => {
  const { order, job, partId } = await oilService();
  await approve(job.id);
  expect((await shelf(shop, partId)).reserved).toBe(1);
  const params = { id: order.id };
  const cancelled = await shop.call(contract.cancelWorkOrder, { params, body: { reason: "sold the car" } });
  expect(cancelled.stage).toBe("cancelled");
  expect((await shelf(shop, partId)).reserved).toBe(0);
  expect((await shop.refused(contract.addJob, { params, body: { title: "More" } })).detail).toBe(
    "Order 1 is cancelled. Open it again to change it.",
  );
  expect((await shop.refused(contract.cancelWorkOrder, { params, body: { reason: "twice" } })).code).toBe("conflict");
  expect(await shop.call(contract.reopenWorkOrder, { params })).toMatchObject({ stage: "order" });
  expect((await shelf(shop, partId)).reserved).toBe(1);
  const { items } = await shop.call(contract.listTimeline, { params });
  expect(items.filter(({ kind }) => kind === "stage").map(({ subject, detail }) => [subject, detail])).toEqual([
    ["work_order.reopen", "stage"],
    ["work_order.cancel", "sold the car"],
  ]);
});

test("cancelling waits for installed parts and for a held deposit", async () => {
  const { order, partId } = await oilService();
  const line = order.jobs[0]?.lines[1] as contract.Line;
  const set = (status: "installed" | "arrived") =>
    shop.call(contract.setPartStatus, { params: { id: line.id }, body: { status } });
  const cancel = { params: { id: order.id }, body: { reason: "too dear" } };
  await set("installed");
  expect((await shop.refused(contract.cancelWorkOrder, cancel)).detail).toMatch(/^Parts are installed/);
  await set("arrived");
  expect((await shelf(shop, partId)).onHand).toBe(15);
  const [method] = (await shop.call(listPaymentMethods)).items;
  await shop.call(recordDeposit, {
    params: { id: order.id },
    body: { methodId: method?.id as string, amountCents: 5000 },
  });
  expect((await shop.refused(contract.cancelWorkOrder, cancel)).detail).toMatch(/^A deposit is held/);
});

test("an order nothing was done on is deleted; any other says what stands against it", async () => {
  const { order, job } = await oilService();
  const empty = await shop.call(contract.createWorkOrder, { body: {} });
  await shop.call(contract.deleteWorkOrder, { params: { id: empty.id } });
  expect((await shop.refused(contract.getWorkOrder, { params: { id: empty.id } })).code).toBe("not_found");
  await approve(job.id);
  expect(await shop.refused(contract.deleteWorkOrder, { params: { id: order.id } })).toMatchObject({
    code: "in_use",
    detail: "Something was done on order 1. Cancel it instead.",
  });
});

test("an invoice locks facts, jobs and lines; moves, notes, promise and key stay open until it is credited", async () => {
  const { order, job } = await oilService();
  const line = order.jobs[0]?.lines[1] as contract.Line;
  await invoice(order.id);
  const params = { id: order.id };
  expect(await read(order.id)).toMatchObject({ stage: "invoiced", invoice: { number: "2026-00031" } });
  const detail = "Invoiced as 2026-00031; credit it to change the order.";
  const refused = [
    await shop.refused(contract.updateWorkOrder, { params, body: { version: order.version, concern: "new" } }),
    await shop.refused(contract.addJob, { params, body: { title: "More" } }),
    await shop.refused(contract.updateJob, { params: { id: job.id }, body: { version: job.version, title: "More" } }),
    await shop.refused(contract.recordResult, { params: { id: job.id }, body: { version: job.version, done: true } }),
    await shop.refused(contract.updateLine, {
      params: { id: line.id },
      body: { version: line.version, quantity: "2" },
    }),
    await shop.refused(contract.deleteLine, { params: { id: line.id } }),
    await shop.refused(contract.setPartStatus, { params: { id: line.id }, body: { status: "arrived" } }),
  ];
  for (const problem of refused) expect(problem).toMatchObject({ status: 409, code: "locked", detail });
  await shop.call(contract.addNote, { params, body: { text: "Picked up by her brother" } });
  const handed = { version: order.version, keyTag: "7", promisedAt: inHours(1) };
  expect(await shop.call(contract.updateWorkOrder, { params, body: handed })).toMatchObject({ keyTag: "7" });
  await run(
    shop.ctx.db,
    sql`insert into invoices (id, kind, credits, reason, series_id, year, n, number, work_order_id, issued_at,
      issue_on, supply_on, due_on, currency, language, price_mode, net_cents, vat_cents, total_cents, snapshot, pdf_file_id,
      pdf_sha256, seq, prev_hash, hash)
    select ${newId()}, 'credit_note', i.id, 'wrong customer', s.id, 2026, 1, 'C1', i.work_order_id, now(), now(), now(), now(), 'EUR',
      'en', 'gross', 0, 0, 0, '{}', i.pdf_file_id, i.hash, 2, i.hash, i.hash
    from invoices i, number_series s where s.kind = 'credit_note'`,
  );
  await inTransaction(shop.ctx, (ctx) => markCredited(ctx, order.id));
  expect(await read(order.id)).toMatchObject({ stage: "order", invoice: null });
  await shop.call(contract.addJob, { params, body: { title: "More" } });
});

test("a copy has the jobs and lines at today's prices, without approvals, mechanics and readings", async () => {
  const { order, job, partId } = await oilService();
  await approve(job.id);
  await run(shop.ctx.db, sql`update parts set sale_price_cents = 1500 where id = ${partId}`);
  const copy = (prices: "today" | "same") =>
    shop.call(contract.copyWorkOrder, { params: { id: order.id }, body: { prices } });
  expect(await copy("today")).toMatchObject({
    number: 2,
    stage: "quote",
    concern: "oil service",
    odometerIn: null,
    customer: { name: "Marika Kask" },
    jobs: [{ authorisation: "draft", mechanics: [], totalCents: 13_200, lines: [{}, { partStatus: "needed" }] }],
  });
  expect((await copy("same")).totals?.totalCents).toBe(13_035);
});

test("the list shows what the order shows, in one round trip", async () => {
  const { order, job } = await oilService();
  await approve(job.id);
  await run(shop.ctx.db, sql`update customers set tax_treatment = 'exempt'`);
  const { body, cost } = await shop.answer(contract.listWorkOrders, { query: { total: true } });
  expect(cost.roundTrips).toBe(1);
  expect(body.total).toBe(1);
  const { totals } = await read(order.id);
  expect(body.items).toMatchObject([
    {
      number: 1,
      plate: "482 KTR",
      vehicle: "VW Golf VII 2016",
      customer: "Marika Kask",
      approved: 1,
      undecided: 0,
      late: false,
      totalCents: totals?.totalCents,
    },
  ]);
});

test("the list's total is that of the order, whatever the price mode, the customer's taxes and the discounts", async () => {
  for (const priceMode of ["gross", "net"] as const) {
    const place = await api.newShop({ priceMode });
    const { id, customer } = await visit(place);
    const job = await place.call(contract.addJob, { params: { id }, body: { title: "Odd sums" } });
    const rates = await place.call(contract.addLine, {
      params: { id: job.id },
      body: { kind: "fee", quantity: "1", description: "a", unitPriceCents: 99 },
    });
    for (const [quantity, unitPriceCents, discountPercent] of [
      ["3", 999, 10],
      ["4.5", 1290, 5],
      ["0.333", 7800, 0],
      ["-1", 355, 33.33],
    ] as const) {
      await place.call(contract.addLine, {
        params: { id: job.id },
        body: { kind: "fee", quantity, description: "b", unitPriceCents, discountPercent, taxRateId: rates.taxRateId },
      });
    }
    for (const treatment of ["standard", "exempt", "reverse_charge"]) {
      await run(
        place.ctx.db,
        sql`update customers set tax_treatment = ${treatment}, vat_id = 'EE1' where id = ${customer?.id}`,
      );
      const [row] = (await place.call(contract.listWorkOrders)).items;
      const { totals } = await place.call(contract.getWorkOrder, { params: { id } });
      expect(row?.totalCents, `${priceMode} ${treatment}`).toBe(totals?.totalCents);
      const board = await place.call(contract.getBoard);
      expect(board.columns[0]?.cards[0]?.totalCents).toBe(totals?.totalCents);
    }
  }
});

test("tabs of the list: open, ready, overdue, invoiced, all", async () => {
  const { order: late } = await oilService();
  const { version } = late;
  await shop.call(contract.updateWorkOrder, {
    params: { id: late.id },
    body: { version, promisedAt: inHours(-1), acceptWarnings: ["promise_in_past"] },
  });
  const ready = await shop.call(contract.createWorkOrder, { body: { promisedAt: inHours(2) } });
  const statuses = (await shop.call(contract.listBoardStatuses)).items;
  const statusId = statuses.find(({ category }) => category === "ready")?.id as string;
  await shop.call(contract.moveWorkOrder, { params: { id: ready.id }, body: { statusId } });
  const paid = await shop.call(contract.createWorkOrder, { body: {} });
  await invoice(paid.id);
  const gone = await shop.call(contract.createWorkOrder, { body: {} });
  await shop.call(contract.cancelWorkOrder, { params: { id: gone.id }, body: { reason: "no show" } });
  const view = async (view: "open" | "ready" | "overdue" | "invoiced" | "all") =>
    (await list({ query: { view } })).map(({ id }) => id);
  expect(await view("open")).toEqual([ready.id, late.id]);
  expect(await view("ready")).toEqual([ready.id]);
  expect(await view("overdue")).toEqual([late.id]);
  expect(await view("invoiced")).toEqual([paid.id]);
  expect(await view("all")).toEqual([gone.id, paid.id, ready.id, late.id]);
  expect((await list({ query: { view: "invoiced" } }))[0]?.invoiceNumber).toBe("2026-00031");
});

test("filters by column, person, car, part, answer, day and words", async () => {
  const { order, job, partId } = await oilService();
  await shop.call(contract.createWorkOrder, { body: {} });
  const mechanicIds = [shop.people.mechanic.employeeId];
  await shop.call(contract.updateJob, { params: { id: job.id }, body: { version: job.version, mechanicIds } });
  const [today, tomorrow] = [localDay(api.clock.now()), localDay(api.clock.now(), 1)];
  const found = async (query: object) => (await list({ query })).map(({ number }) => number);
  expect(await found({ customerId: order.customer?.id })).toEqual([1]);
  expect(await found({ vehicleId: order.vehicle?.id })).toEqual([1]);
  expect(await found({ mechanicId: mechanicIds[0] })).toEqual([1]);
  expect(await found({ partId })).toEqual([1]);
  expect(await found({ authorisation: "draft" })).toEqual([1]);
  expect(await found({ statusId: order.boardStatus.id })).toEqual([2, 1]);
  expect(await found({ q: "kask" })).toEqual([1]);
  expect(await found({ q: "482ktr" })).toEqual([1]);
  expect(await found({ q: "nobody" })).toEqual([]);
  expect(await found({ openedTo: today })).toEqual([2, 1]);
  expect(await found({ openedFrom: tomorrow })).toEqual([]);
  expect(await found({ invoicedFrom: today })).toEqual([]);
});

test("pages follow each other without a gap or a repetition", async () => {
  for (let n = 0; n < 5; n++) await shop.call(contract.createWorkOrder, { body: {} });
  const numbers: number[] = [];
  let cursor: string | undefined;
  do {
    const query =
      cursor === undefined ? { limit: 2, view: "open" as const } : { limit: 2, view: "open" as const, cursor };
    const { items, nextCursor } = await shop.call(contract.listWorkOrders, { query });
    numbers.push(...items.map(({ number }) => number));
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(numbers).toEqual([5, 4, 3, 2, 1]);
});

test("the history tells what happened, newest first, with who did it", async () => {
  const { order, job } = await oilService();
  const params = { id: order.id };
  await shop.call(contract.addNote, { params, body: { text: "Spare key is in the glove box" } }, { as: "mechanic" });
  await approve(job.id);
  const { body, cost } = await shop.answer(contract.listTimeline, { params });
  expect(cost.roundTrips).toBe(1);
  expect(body.items.find(({ kind }) => kind === "note")).toMatchObject({
    by: "mechanic Tester",
    detail: "Spare key is in the glove box",
  });
  expect(body.items.find(({ kind }) => kind === "decision")).toMatchObject({ by: "Marika Kask", detail: "approved" });
  expect(body.items.at(-1)).toMatchObject({ kind: "opened", by: "Anna Saar", subject: "1" });
});

test("a document has everything it needs, whoever asks", async () => {
  const { order, job } = await oilService();
  const document = await documentOf({ ...shop.ctx, actor: { kind: "user", role: "mechanic" } }, order.id);
  expect(document).toMatchObject({
    order: { number: 1, priceMode: "gross", currency: "EUR" },
    customer: { name: "Marika Kask", phone: "+372 5555 0199" },
    vehicle: { plate: "482 KTR" },
    jobs: [{ id: job.id, totalCents: 13_035, grossCents: 13_035, lines: [{ taxCategory: "S", taxPercent: 24 }, {}] }],
  });
  expect(document.jobs[0]?.contentHash).toHaveLength(32);
});
