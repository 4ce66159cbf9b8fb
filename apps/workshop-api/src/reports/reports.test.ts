import { exportAccounting, getAccountingExport } from "@mechanicbuddy/contract/exports";
import { creditInvoice, listInvoices } from "@mechanicbuddy/contract/invoices";
import { recordPayment } from "@mechanicbuddy/contract/payments";
import { getMoneyCsv, getOrdersReport, getRevenue, getVat } from "@mechanicbuddy/contract/reports";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { day, fiscalShop, issue, methodOf, readyOrder } from "../invoices/testing/order.ts";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import * as reports from "./reports.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

/** Two invoices over 26.97, a bulb of 8.99 credited on the second, and the first paid by card. */
async function sales() {
  const shop = await fiscalShop(api);
  const first = await issue(shop, await readyOrder(shop));
  const second = await issue(shop, await readyOrder(shop, { number: 1043, customer: { lastName: "=Tamm" } }));
  const lines = [{ lineId: second.lines[0]?.id as string, quantity: "1" }];
  await shop.call(creditInvoice, { params: { id: second.id }, body: { lines, reason: "One came back" } });
  const methodId = await methodOf(shop, "card");
  const allocations = [{ invoiceId: first.id, amountCents: 2697 }];
  await shop.call(recordPayment, { body: { methodId, amountCents: 2697, allocations } });
  return { shop, period: { from: day(api), to: day(api) } };
}

test("revenue is net of invoices less credit notes, and its rows are the documents of the same days", async () => {
  const { shop, period } = await sales();
  const { totals, months, currency } = await shop.call(getRevenue, { query: period });
  expect(currency).toBe("EUR");
  expect(totals).toEqual({ invoices: 2, creditNotes: 1, netCents: 3745, vatCents: 750, grossCents: 4495 });
  expect(months).toEqual([{ month: day(api).slice(0, 7), ...totals }]);
  const { sums } = await shop.call(listInvoices, { query: { ...period, total: true } });
  expect(sums?.totalCents).toBe(totals.grossCents);
});

test("VAT per rate adds up to the same documents", async () => {
  const { shop, period } = await sales();
  const { rates, totals } = await shop.call(getVat, { query: period });
  expect(rates).toEqual([{ category: "S", percent: 20, netCents: 3745, vatCents: 750, grossCents: 4495 }]);
  expect(totals).toEqual({ netCents: 3745, vatCents: 750, grossCents: 4495 });
});

test("without a period it is twelve months with this one; months without sales are zero", async () => {
  const { shop } = await sales();
  const { months } = await shop.call(getRevenue, {});
  expect(months).toHaveLength(12);
  expect(months[0]).toMatchObject({ invoices: 0, netCents: 0 });
  expect(months.at(-1)).toMatchObject({ invoices: 2, netCents: 3745 });
});

test("orders and different cars of a month are counted, credited ones no more", async () => {
  const { shop, period } = await sales();
  const { months } = await shop.call(getOrdersReport, { query: period });
  expect(months).toEqual([{ month: day(api).slice(0, 7), opened: 2, invoiced: 2, cars: 2 }]);
});

test("an end before the start and more than five years are named", async () => {
  const shop = await fiscalShop(api);
  for (const route of [getRevenue, getVat, getOrdersReport, getAccountingExport] as const) {
    expect((await shop.refused(route, { query: { from: "2026-03-02", to: "2026-03-01" } })).errors).toEqual([
      { field: "to", message: "The end lies before the start; choose a later day." },
    ]);
    expect((await shop.refused(route, { query: { from: "2020-01-01", to: "2026-03-01" } })).errors).toEqual([
      { field: "from", message: "That is more than 5 years; choose a later start." },
    ]);
  }
});

test("the books get sales by day and rate, invoices and payments, nothing in them runs as a formula, and it is written down", async () => {
  const { shop, period } = await sales();
  expect(await shop.call(getAccountingExport, { query: period })).toMatchObject({
    documents: 3,
    netCents: 3745,
    payments: 1,
    receivedCents: 2697,
  });
  const { bytes } = await reports.exportAccounting(shop.ctx, period);
  const text = Buffer.from(bytes).toString("utf8");
  for (const name of ["sales.csv", "invoices.csv", "payments.csv"]) expect(text).toContain(name);
  expect(text).toContain(`${day(api)},S,20,37.45,7.50,44.95,EUR`);
  expect(text).toMatch(/credit_note,.*-7\.49,-1\.50,-8\.99,0\.00,EUR/);
  expect(text).toMatch(/R1,.*,in,Card,26\.97,0\.00,Marika Kask,,\d{4}-00001/);
  expect(text).not.toMatch(/,=/);
  await shop.call(exportAccounting, { body: period }).catch(() => undefined);
  const entries = await rows<{ action: string }>(
    shop.ctx.db,
    sql`select action from audit_entries where action = 'export.accounting'`,
  );
  expect(entries.length).toBeGreaterThan(0);
});

test("without a period the books get the month before", async () => {
  const { shop } = await sales();
  const { from, to, documents } = await shop.call(getAccountingExport, {});
  expect(from.slice(8)).toBe("01");
  expect(to < day(api).slice(0, 8)).toBe(true);
  expect(documents).toBe(0);
});

test("figures of money are for owner, manager and accountant alone", async () => {
  const shop = await fiscalShop(api);
  for (const as of ["advisor", "mechanic", "readonly"] as const) {
    expect((await shop.refused(getRevenue, {}, { as })).code).toBe("forbidden");
    expect((await shop.refused(getMoneyCsv, { params: { name: "vat" } }, { as })).code).toBe("forbidden");
    expect((await shop.refused(exportAccounting, { body: {} }, { as })).code).toBe("forbidden");
  }
  expect((await shop.refused(getOrdersReport, {}, { as: "mechanic" })).code).toBe("forbidden");
});
