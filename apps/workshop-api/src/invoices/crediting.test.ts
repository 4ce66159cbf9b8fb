import { creditInvoice, getInvoice, type Invoice, listInvoices } from "@mechanicbuddy/contract/invoices";
import { listPayments, recordPayment } from "@mechanicbuddy/contract/payments";
import type { Input } from "@mechanicbuddy/contract/route";
import { updateWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { one, rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GivenJob } from "../estimates/testing/order.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { verify } from "./invoices.ts";
import { bulbs, day, fiscalShop, issue, methodOf, paperOf, readyOrder, stockedPart } from "./testing/order.ts";

let api: TestApi;
let year: string;
beforeAll(async () => {
  api = await openTestApi();
  year = day(api).slice(0, 4);
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

type Body = Input<typeof creditInvoice>["body"];
const wrong: Body = { reason: "Wrong customer" };
const credit = (shop: Shop, { id }: { id: string }, body: Body = wrong) =>
  shop.call(creditInvoice, { params: { id }, body });
const refused = (shop: Shop, { id }: { id: string }, body: Body = wrong) =>
  shop.refused(creditInvoice, { params: { id }, body });
const read = (shop: Shop, { id }: { id: string }) => shop.call(getInvoice, { params: { id } });
const chosen = (invoice: Invoice, quantity: string, at = 0) => [{ lineId: invoice.lines[at]?.id as string, quantity }];
const stageOf = async (shop: Shop, order: { id: string }) =>
  (await one<{ stage: string }>(shop.ctx.db, sql`select stage from work_orders where id = ${order.id}`)).stage;

/** Three filters from a shelf of fifteen, and an hour of labour. */
async function filterOrder(shop: Shop) {
  const partId = await stockedPart(shop, 15);
  const job: GivenJob = {
    title: "Oil service",
    lines: [
      { kind: "part", description: "Oil filter", quantity: "3", unitPriceCents: 1335, partId },
      { description: "Labour", quantity: "1", unitPriceCents: 7800 },
    ],
  };
  const order = await readyOrder(shop, { jobs: [job] });
  await one(
    shop.ctx.db,
    sql`with changed as (update lines set part_status = 'needed' where part_id = ${partId} returning id)
      select count(*) from changed`,
  );
  const onShelf = async () =>
    one<{ onHand: number; reserved: number; valueCents: number }>(
      shop.ctx.db,
      sql`select on_hand::float as "onHand", reserved::float as reserved, value_cents as "valueCents"
        from part_stock where part_id = ${partId}`,
    );
  return { order, onShelf };
}

test("wrong customer: the credit note opens the order again, and it is invoiced under the next number", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const invoice = await issue(shop, order);
  const note = await credit(shop, invoice);
  expect(note).toMatchObject({
    kind: "credit_note",
    number: `C${year}-00001`,
    issueOn: day(api),
    netCents: 2247,
    vatCents: 450,
    totalCents: 2697,
    openCents: 0,
    reason: "Wrong customer",
    credits: { id: invoice.id, number: invoice.number, issueOn: invoice.issueOn },
    issuedBy: "Anna Saar",
  });
  expect(await read(shop, invoice)).toMatchObject({
    state: "credited",
    openCents: 0,
    creditedCents: 2697,
    creditNotes: [{ id: note.id, number: note.number, totalCents: 2697 }],
  });
  expect(await stageOf(shop, order)).toBe("order");
  const { version } = await one<{ version: number }>(
    shop.ctx.db,
    sql`select version from work_orders where id = ${order.id}`,
  );
  await shop.call(updateWorkOrder, { params: { id: order.id }, body: { version, customerId: null } });
  expect(await issue(shop, order)).toMatchObject({ number: `${year}-00002`, customer: null, totalCents: 2697 });
  expect(await verify(shop.ctx)).toMatchObject({ problems: [] });
});

test("the credit note says what it corrects and why, in positive amounts", async () => {
  const shop = await fiscalShop(api);
  const invoice = await issue(shop, await readyOrder(shop));
  const paper = await paperOf(shop, await credit(shop, invoice));
  for (const words of ["Credit note", `C${year}-00001`, invoice.number, "Wrong customer", "Marika Kask", "26.97"]) {
    expect(paper).toContain(words);
  }
  expect(paper).not.toContain("−");
});

test("part of an invoice is credited line by line, and the last takes the cents that remain", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const invoice = await issue(shop, order);
  const first = await credit(shop, invoice, { ...wrong, lines: chosen(invoice, "1") });
  expect(first).toMatchObject({ netCents: 749, vatCents: 150, totalCents: 899, lines: [{ quantity: "1" }] });
  expect(await read(shop, invoice)).toMatchObject({ state: "partly_paid", openCents: 1798 });
  expect(await stageOf(shop, order)).toBe("invoiced");
  const last = await credit(shop, invoice);
  expect(last).toMatchObject({ number: `C${year}-00002`, netCents: 1498, vatCents: 300, totalCents: 1798 });
  expect(await stageOf(shop, order)).toBe("order");
  expect(await verify(shop.ctx)).toMatchObject({ problems: [] });
});

test("parts go back to the shelf at what they cost, or do not, as the person says", async () => {
  const shop = await fiscalShop(api);
  const { order, onShelf } = await filterOrder(shop);
  const invoice = await issue(shop, order);
  expect(await onShelf()).toMatchObject({ onHand: 12, valueCents: 6600 });
  const filter = invoice.lines[0]?.id as string;
  await credit(shop, invoice, { ...wrong, lines: chosen(invoice, "1"), restock: [filter] });
  expect(await onShelf()).toMatchObject({ onHand: 13, valueCents: 7150 });
  await credit(shop, invoice, { ...wrong, restock: [filter] });
  expect(await onShelf()).toMatchObject({ onHand: 15, valueCents: 8250 });
  const [line] = await rows<{ status: string }>(
    shop.ctx.db,
    sql`select l.part_status as status from lines l join jobs j on j.id = l.job_id
      where j.work_order_id = ${order.id} and l.part_id is not null`,
  );
  expect(line?.status).toBe("arrived");
  const again = await issue(shop, order);
  expect(await onShelf()).toMatchObject({ onHand: 12, valueCents: 6600 });
  await credit(shop, again);
  expect(await onShelf()).toMatchObject({ onHand: 12, valueCents: 6600 });
});

test("when one of three came back, the order waits for that one alone: invoiced again, it takes one from the shelf", async () => {
  const shop = await fiscalShop(api);
  const { order, onShelf } = await filterOrder(shop);
  await one(
    shop.ctx.db,
    sql`with changed as (update jobs set authorisation = 'approved' where work_order_id = ${order.id} returning id)
      select count(*) from changed`,
  );
  const invoice = await issue(shop, order);
  const filter = invoice.lines[0]?.id as string;
  await credit(shop, invoice, { ...wrong, lines: chosen(invoice, "1"), restock: [filter] });
  await credit(shop, invoice);
  const [line] = await rows<{ status: string; cost: number }>(
    shop.ctx.db,
    sql`select l.part_status as status, l.cost_cents as cost from lines l join jobs j on j.id = l.job_id
      where j.work_order_id = ${order.id} and l.part_id is not null`,
  );
  expect(line).toEqual({ status: "arrived", cost: 550 });
  expect(await onShelf()).toEqual({ onHand: 13, reserved: 1, valueCents: 7150 });
  await issue(shop, order);
  expect(await onShelf()).toEqual({ onHand: 12, reserved: 0, valueCents: 6600 });
});

test("money that was paid already is free for the next invoice or to be given back", async () => {
  const shop = await fiscalShop(api);
  const invoice = await issue(shop, await readyOrder(shop));
  const methodId = await methodOf(shop, "card");
  const allocations = [{ invoiceId: invoice.id, amountCents: 2697 }];
  await shop.call(recordPayment, { body: { methodId, amountCents: 2697, allocations } });
  await credit(shop, invoice, { ...wrong, lines: chosen(invoice, "1") });
  expect(await read(shop, invoice)).toMatchObject({ state: "paid", paidCents: 1798, openCents: 0 });
  const { items } = await shop.call(listPayments);
  expect(items).toMatchObject([{ amountCents: 2697, unallocatedCents: 899 }]);
  expect(await verify(shop.ctx)).toMatchObject({ problems: [] });
});

test("never more than remains of a line", async () => {
  const shop = await fiscalShop(api);
  const invoice = await issue(shop, await readyOrder(shop));
  await credit(shop, invoice, { ...wrong, lines: chosen(invoice, "2") });
  const sentence = (quantity: string) => refused(shop, invoice, { ...wrong, lines: chosen(invoice, quantity) });
  const errors = (message: string) => ({ errors: [{ field: "lines.0.quantity", message }] });
  expect(await sentence("2")).toMatchObject(errors("Only 1 of 3 is left to credit."));
  expect(await sentence("-1")).toMatchObject(errors("Only 1 of 3 is left to credit."));
  expect(await sentence("0")).toMatchObject(errors("Enter how many."));
  const twice = [...chosen(invoice, "1"), ...chosen(invoice, "1")];
  expect(await refused(shop, invoice, { ...wrong, lines: twice })).toMatchObject({
    errors: [{ field: "lines.1.lineId", message: "This line is there twice; name it once." }],
  });
  await credit(shop, invoice);
  expect(await refused(shop, invoice)).toMatchObject({
    code: "conflict",
    detail: `${invoice.number} is credited already; nothing of it is left.`,
  });
});

test("a credit note is not credited, and needs a reason", async () => {
  const shop = await fiscalShop(api);
  const invoice = await issue(shop, await readyOrder(shop));
  expect(await refused(shop, invoice, { reason: "" })).toMatchObject({
    errors: [{ field: "reason", message: "Say why, in up to 300 characters." }],
  });
  const note = await credit(shop, invoice);
  expect(await refused(shop, note)).toMatchObject({
    code: "conflict",
    detail: `${note.number} is a credit note already; credit the invoice, or issue a new one.`,
  });
});

test("only what came from the shelf and is credited goes back there, and a foreign line is refused", async () => {
  const shop = await fiscalShop(api);
  const invoice = await issue(shop, await readyOrder(shop, { jobs: [bulbs, { ...bulbs, title: "Fog lights" }] }));
  const [first, second] = invoice.lines.map(({ id }) => id) as [string, string];
  const lines = chosen(invoice, "1");
  expect(await refused(shop, invoice, { ...wrong, lines, restock: [second] })).toMatchObject({
    errors: [{ field: "restock.0", message: "Only what is credited goes back to the shelf; choose the line too." }],
  });
  expect(await refused(shop, invoice, { ...wrong, lines, restock: [first] })).toMatchObject({
    errors: [{ field: "restock.0", message: "This did not come from the shelf, so it cannot go back there." }],
  });
  const foreign = [{ lineId: invoice.id, quantity: "1" }];
  expect(await refused(shop, invoice, { ...wrong, lines: foreign })).toMatchObject({
    errors: [{ field: "lines.0.lineId", message: `This line is not on ${invoice.number}; choose one that is.` }],
  });
});

test("the credit note goes out by mail with its own words, and who did it is written down", async () => {
  const shop = await fiscalShop(api);
  const invoice = await issue(shop, await readyOrder(shop));
  const note = await credit(shop, invoice, { ...wrong, send: { to: ["marika@example.com"] } });
  const [mail] = await rows<{ subject: string; body: string }>(shop.ctx.db, sql`select subject, body from messages`);
  expect(mail?.subject).toContain(`Credit note ${note.number}`);
  expect(mail?.body).toContain(`It corrects invoice ${invoice.number}.`);
  const written = await rows(shop.ctx.db, sql`select actor_name from audit_entries where action = 'invoice.credit'`);
  expect(written).toHaveLength(1);
  const { sums } = await shop.call(listInvoices, { query: { total: true } });
  expect(sums).toEqual({ totalCents: 0, openCents: 0 });
});

test("two people who credit the same invoice at once take it back once", async () => {
  const shop = await fiscalShop(api);
  const invoice = await issue(shop, await readyOrder(shop));
  const both = await Promise.allSettled([credit(shop, invoice), credit(shop, invoice)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await read(shop, invoice)).toMatchObject({ creditedCents: 2697 });
});

test("an advisor does not credit, and nobody credits the neighbour's invoices", async () => {
  const [shop, neighbour] = [await fiscalShop(api), await fiscalShop(api)];
  const invoice = await issue(shop, await readyOrder(shop));
  const call = { params: { id: invoice.id }, body: wrong };
  expect(await shop.refused(creditInvoice, call, { as: "advisor" })).toMatchObject({ code: "forbidden" });
  expect(await neighbour.refused(creditInvoice, call)).toMatchObject({ code: "not_found" });
});
