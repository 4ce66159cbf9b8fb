import {
  getInvoice,
  getInvoicePdf,
  getPublicInvoice,
  getPublicInvoicePdf,
  issueInvoice,
  listDeliveries,
  listInvoices,
  sendInvoice,
} from "@mechanicbuddy/contract/invoices";
import { recordPayment } from "@mechanicbuddy/contract/payments";
import { searchAll } from "@mechanicbuddy/contract/search";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { MailUnavailable } from "@mechanicbuddy/platform/mail";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { send as sendMessage } from "../messages/sending.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { inForce } from "./invoices.ts";
import { day, fiscalShop, issue, methodOf, readyOrder } from "./testing/order.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

const numbersOf = async (shop: Shop, query: object) =>
  (await shop.call(listInvoices, { query })).items.map(({ number }) => number.slice(5));

async function pay(shop: Shop, invoiceId: string, amountCents: number): Promise<void> {
  const body = { methodId: await methodOf(shop, "card"), amountCents, allocations: [{ invoiceId, amountCents }] };
  await shop.call(recordPayment, { body });
}

/** Marika's link from the mails, newest first. */
async function linksOf(shop: Shop): Promise<string[]> {
  const mails = await rows<{ body: string }>(
    shop.ctx.db,
    sql`select body from messages order by created_at desc, id desc`,
  );
  return mails.map(({ body }) => /\/i\/([\w-]+)/.exec(body)?.[1] as string);
}

test("whether an invoice is paid follows from money and dates alone", async () => {
  const shop = await fiscalShop(api);
  const ids: string[] = [];
  for (let n = 0; n < 6; n++) ids.push((await issue(shop, await readyOrder(shop, { number: 1042 + n }))).id);
  const [, part, paid, over, late, back] = ids as [string, string, string, string, string, string];
  await pay(shop, part, 1000);
  await pay(shop, paid, 2697);
  await pay(shop, over, 2697);
  await run(shop.ctx.db, sql`update receivables set credited_cents = 500 where invoice_id = ${over}`);
  await run(shop.ctx.db, sql`update receivables set due_on = ${day(api, -1)} where invoice_id = ${late}`);
  await run(shop.ctx.db, sql`update receivables set credited_cents = total_cents where invoice_id = ${back}`);

  const { items } = await shop.call(listInvoices);
  expect(items.map(({ state, openCents }) => [state, openCents])).toEqual([
    ["credited", 0],
    ["overdue", 2697],
    ["overpaid", -500],
    ["paid", 0],
    ["partly_paid", 1697],
    ["unpaid", 2697],
  ]);
  expect(await numbersOf(shop, { state: "unpaid" })).toEqual(["00005", "00002", "00001"]);
  expect(await numbersOf(shop, { state: "overdue" })).toEqual(["00005"]);
  expect(await numbersOf(shop, { state: "paid" })).toEqual(["00004", "00003"]);
  expect(await numbersOf(shop, { state: "credited" })).toEqual(["00006"]);
  expect((await shop.call(getInvoice, { params: { id: late } })).state).toBe("overdue");
  const { total, sums } = await shop.call(listInvoices, { query: { state: "unpaid", total: true } });
  expect({ total, sums }).toEqual({ total: 3, sums: { totalCents: 8091, openCents: 7091 } });
});

test("an invoice falls overdue on the day after it was due, by the workshop's wall", async () => {
  const shop = await fiscalShop(api);
  const { id } = await issue(shop, await readyOrder(shop), { dueDays: 0 });
  expect((await shop.call(getInvoice, { params: { id } })).state).toBe("unpaid");
  await run(shop.ctx.db, sql`update receivables set due_on = due_on - 1`);
  expect((await shop.call(getInvoice, { params: { id } })).state).toBe("overdue");
});

test("the list goes on where it ended, newest first, and is filtered by customer, day and words", async () => {
  const shop = await fiscalShop(api);
  const neighbour = await fiscalShop(api);
  await issue(neighbour, await readyOrder(neighbour));
  const orders = [];
  for (const [n, lastName] of ["Kask", "Tamm", "Saar"].entries()) {
    const order = await readyOrder(shop, { number: 1042 + n, customer: { lastName } });
    orders.push(order);
    await issue(shop, order);
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await shop.call(listInvoices, { query: { limit: 2, ...(cursor && { cursor }) } });
    seen.push(...page.items.map(({ number }) => number.slice(5)));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(["00003", "00002", "00001"]);
  expect(await numbersOf(shop, { customerId: orders[1]?.customerId })).toEqual(["00002"]);
  expect(await numbersOf(shop, { q: "tamm" })).toEqual(["00002"]);
  expect(await numbersOf(shop, { q: "00003" })).toEqual(["00003"]);
  expect(await numbersOf(shop, { from: day(api, 1) })).toEqual([]);
  expect(await numbersOf(shop, { from: day(api), to: day(api) })).toHaveLength(3);
});

test("an invoice is found by its number", async () => {
  const shop = await fiscalShop(api);
  const { number, id } = await issue(shop, await readyOrder(shop));
  const hits = await shop.call(searchAll, { query: { q: number } });
  expect(hits.items.filter(({ kind }) => kind === "invoice")).toMatchObject([
    { id, title: number, subtitle: "Marika Kask · 482 KTR" },
  ]);
});

test("the order knows its invoice in force", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  expect(await inForce(shop.ctx, order.id)).toBeUndefined();
  const { id, number } = await issue(shop, order);
  expect(await inForce(shop.ctx, order.id)).toEqual({ id, number });
});

test("the mail waits in the outbox with the PDF and a link, and the invoice is issued although nothing was sent yet", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop, { customer: { lastName: "Kask", email: "marika@example.com" } });
  const invoice = await issue(shop, order, { send: { to: ["marika@example.com"] } });
  expect(invoice).toMatchObject({ state: "unpaid", sentAt: null });
  const [mail] = await rows(
    shop.ctx.db,
    sql`select m.status, m.recipients, m.subject, m.about_id, f.media_type, f.name, f.sha256 = i.pdf_sha256 as same
      from messages m join invoices i on i.id = m.about_id join files f on f.id = any(m.attachment_ids)`,
  );
  expect(mail).toEqual({
    status: "queued",
    recipients: ["marika@example.com"],
    subject: `Invoice ${invoice.number} from Sadama Auto`,
    about_id: invoice.id,
    media_type: "application/pdf",
    name: `${invoice.number}.pdf`,
    same: true,
  });
  const { items } = await shop.call(listDeliveries, { params: { id: invoice.id } });
  expect(items).toMatchObject([{ to: ["marika@example.com"], status: "queued" }]);
  const [seen] = (await shop.call(listDeliveries, { params: { id: invoice.id } }, { as: "readonly" })).items;
  expect(seen).not.toHaveProperty("to");
});

test("with the mail server away the invoice stands, and the delivery log says why it waits and until when", async () => {
  const shop = await fiscalShop(api);
  const { id } = await issue(shop, await readyOrder(shop), { send: { to: ["marika@example.com"] } });
  const away = () => Promise.reject(new MailUnavailable("connect ECONNREFUSED"));
  const [mail] = await rows<{ id: string }>(shop.ctx.db, sql`select id from messages`);
  await sendMessage(shop.ctx, mail?.id as string, {
    mailer: { send: away, check: away },
    from: "no-reply@example.com",
  });
  const { items } = await shop.call(listDeliveries, { params: { id } });
  expect(items).toMatchObject([{ status: "queued", reason: expect.any(String), nextTryAt: expect.any(String) }]);
  expect(await shop.call(getInvoice, { params: { id } })).toMatchObject({ state: "unpaid", sentAt: null });
});

test("the customer's link shows what is open and the very PDF, and ends", async () => {
  const shop = await fiscalShop(api);
  const neighbour = await fiscalShop(api);
  const invoice = await issue(shop, await readyOrder(shop), { send: { to: ["marika@example.com"] } });
  const [token] = (await linksOf(shop)) as [string];
  const page = await shop.call(getPublicInvoice, { params: { token } }, { as: null });
  expect(page).toEqual({
    number: invoice.number,
    language: "en",
    currency: "EUR",
    workshop: { name: "Sadama Auto", phone: null, email: null },
    issueOn: invoice.issueOn,
    dueOn: invoice.dueOn,
    totalCents: 2697,
    openCents: 2697,
    accounts: [{ iban: "EE382200221020145685", bic: "HABAEE2X", bank: "Swedbank" }],
  });
  await pay(shop, invoice.id, 1000);
  expect((await shop.call(getPublicInvoice, { params: { token } }, { as: null })).openCents).toBe(1697);
  const theirs = await shop.call(getPublicInvoicePdf, { params: { token } }, { as: null });
  const ours = await shop.call(getInvoicePdf, { params: { id: invoice.id } });
  expect(Buffer.from(theirs).equals(Buffer.from(ours))).toBe(true);

  for (const route of [getPublicInvoice, getPublicInvoicePdf]) {
    expect((await neighbour.refused(route, { params: { token } }, { as: null })).code).toBe("not_found");
  }
  await run(shop.ctx.db, sql`update invoice_links set expires_at = ${api.clock.now()}`);
  expect((await shop.refused(getPublicInvoice, { params: { token } }, { as: null })).code).toBe("gone");
  expect((await shop.refused(getPublicInvoicePdf, { params: { token } }, { as: null })).code).toBe("gone");
});

test("sending again makes a link of its own for each address, in the sender's words", async () => {
  const shop = await fiscalShop(api);
  const { id } = await issue(shop, await readyOrder(shop));
  const to = ["marika@example.com", "Marika@example.com", "books@example.com"];
  await shop.call(sendInvoice, { params: { id }, body: { to, message: "Here it is, {{customerName}}." } });
  const links = await linksOf(shop);
  expect(new Set(links).size).toBe(2);
  const [stored] = await rows<{ text: string }>(
    shop.ctx.db,
    sql`select string_agg(encode(token_sha256, 'hex'), ' ') as text from invoice_links`,
  );
  expect(stored?.text).not.toContain(links[0]);
  const [mail] = await rows<{ body: string }>(shop.ctx.db, sql`select body from messages limit 1`);
  expect(mail?.body).toContain("Here it is, Marika Kask.");
  expect((await shop.call(listDeliveries, { params: { id } })).items).toHaveLength(2);
});

test("nobody to send to is said before anything is issued", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const refused = await shop.refused(issueInvoice, { params: { id: order.id }, body: { send: { to: [] } } });
  expect(refused.errors).toEqual([{ field: "send.to", message: "Enter at least one e-mail address." }]);
  expect(await rows(shop.ctx.db, sql`select from invoices`)).toEqual([]);
});

test("a neighbour's invoice is not there by any route", async () => {
  const [shop, neighbour] = [await fiscalShop(api), await fiscalShop(api)];
  const { id } = await issue(neighbour, await readyOrder(neighbour));
  for (const route of [getInvoice, getInvoicePdf, listDeliveries]) {
    expect((await shop.refused(route, { params: { id } })).code).toBe("not_found");
  }
  const body = { to: ["thief@example.com"] };
  expect((await shop.refused(sendInvoice, { params: { id }, body })).code).toBe("not_found");
  expect((await shop.call(listInvoices)).items).toEqual([]);
});

test("list and invoice cost one round trip each, however many rows there are", async () => {
  const shop = await fiscalShop(api);
  const { id } = await issue(shop, await readyOrder(shop));
  await issue(shop, await readyOrder(shop, { number: 1043 }));
  const once = { statements: 2, roundTrips: 1 };
  expect((await shop.answer(listInvoices)).cost).toMatchObject(once);
  expect((await shop.answer(listInvoices, { query: { state: "unpaid", q: "kask" } })).cost).toMatchObject(once);
  expect((await shop.answer(listInvoices, { query: { total: true } })).cost.roundTrips).toBe(1);
  expect((await shop.answer(getInvoice, { params: { id } })).cost).toMatchObject(once);
  expect((await shop.answer(listDeliveries, { params: { id } })).cost.roundTrips).toBe(1);
});
