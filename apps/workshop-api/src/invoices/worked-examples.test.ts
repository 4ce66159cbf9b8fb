import { getInvoice } from "@mechanicbuddy/contract/invoices";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import type { LineContent } from "../work-orders/work-orders.ts";
import { fiscalShop, issue, methodOf, paperOf, readyOrder } from "./testing/order.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

interface Example {
  priceMode: "net" | "gross";
  lines: Partial<LineContent>[];
  /** In minor units: net, VAT, gross of the document. */
  sums: [number, number, number];
  lineTotals: number[];
  lineNets: number[];
  /** What the paper says. */
  printed: string[];
}

/** Issues the example and compares the reply, the stored rows and the paper. */
async function prove(shop: Shop, { priceMode, lines, sums, lineTotals, lineNets, printed }: Example) {
  const order = await readyOrder(shop, { priceMode, jobs: [{ title: "Work", lines }] });
  const invoice = await issue(shop, order);
  const [netCents, vatCents, totalCents] = sums;
  for (const reply of [invoice, await shop.call(getInvoice, { params: { id: invoice.id } })]) {
    expect(reply).toMatchObject({ netCents, vatCents, totalCents });
    expect(reply.lines.map((line) => line.totalCents)).toEqual(lineTotals);
    expect(reply.lines.map((line) => line.netCents)).toEqual(lineNets);
  }
  const stored = await rows(
    shop.ctx.db,
    sql`select i.net_cents, i.vat_cents, i.total_cents, x.net, x.vat, x.gross, i.snapshot -> 'totals' as totals,
        (select array_agg(total_cents order by position) from invoice_lines where invoice_id = i.id) as totals_of_lines,
        (select array_agg(net_cents order by position) from invoice_lines where invoice_id = i.id) as nets
      from invoices i cross join lateral (select sum(net_cents)::bigint as net, sum(vat_cents)::bigint as vat,
        sum(gross_cents)::bigint as gross from invoice_taxes where invoice_id = i.id) x where i.id = ${invoice.id}`,
  );
  expect(stored).toEqual([
    {
      net_cents: netCents,
      vat_cents: vatCents,
      total_cents: totalCents,
      net: netCents,
      vat: vatCents,
      gross: totalCents,
      totals: { netCents, vatCents, totalCents },
      totals_of_lines: lineTotals.map(String),
      nets: lineNets.map(String),
    },
  ]);
  const paper = await paperOf(shop, invoice);
  for (const words of printed) expect(paper).toContain(words);
  return invoice;
}

const bulb = { description: "Bulb H7", quantity: "3", unitPriceCents: 999, discountPercent: 10 };

test("three bulbs at 9.99 with 20 % included, ten per cent off: 22.47 net, 4.50 VAT, 26.97", async () => {
  await prove(await fiscalShop(api), {
    priceMode: "gross",
    lines: [bulb],
    sums: [2247, 450, 2697],
    lineTotals: [2697],
    lineNets: [2247],
    printed: ["22.47", "4.50", "26.97"],
  });
});

test("the same prices plus 20 %: 26.97 net, 5.39 VAT, 32.36", async () => {
  await prove(await fiscalShop(api), {
    priceMode: "net",
    lines: [bulb],
    sums: [2697, 539, 3236],
    lineTotals: [2697],
    lineNets: [2697],
    printed: ["26.97", "5.39", "32.36"],
  });
});

test("three lines of 0.99 plus 20 %: 2.97 net, 0.59 VAT and not three times 0.20", async () => {
  const line = { description: "Washer", unitPriceCents: 99 };
  await prove(await fiscalShop(api), {
    priceMode: "net",
    lines: [line, line, line],
    sums: [297, 59, 356],
    lineTotals: [99, 99, 99],
    lineNets: [99, 99, 99],
    printed: ["2.97", "0.59", "3.56"],
  });
});

test("two rates with VAT included: 163.36 net, 37.14 VAT, 200.50, and the nets of the lines add up", async () => {
  const shop = await fiscalShop(api, {
    taxRates: [
      { code: "24", name: "VAT 24 %", percent: 24, category: "S" },
      { code: "9", name: "VAT 9 %", percent: 9, category: "S" },
    ],
  });
  const [nine] = await rows<{ id: string }>(shop.ctx.db, sql`select id from tax_rates where code = '9'`);
  await prove(shop, {
    priceMode: "gross",
    lines: [
      { kind: "labour", description: "Oil change", quantity: "1.5", unit: "HUR", unitPriceCents: 7800 },
      { description: "Oil", quantity: "4.5", unit: "LTR", unitPriceCents: 1290, discountPercent: 5 },
      { description: "Filter", unitPriceCents: 1335 },
      { description: "Manual", unitPriceCents: 1500, taxRateId: nine?.id as string },
    ],
    sums: [16_336, 3714, 20_050],
    lineTotals: [11_700, 5515, 1335, 1500],
    lineNets: [9435, 4448, 1077, 1376],
    printed: ["149.60", "35.90", "13.76", "1.24", "163.36", "37.14", "200.50"],
  });
});

test("reverse charge takes the contained VAT out: 22.47, VAT 0, with the reason in words", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  await run(
    shop.ctx.db,
    sql`update customers set kind = 'company', company_name = 'Brightside SIA', vat_id = 'LV40000000000',
      tax_treatment = 'reverse_charge'`,
  );
  const invoice = await issue(shop, order);
  expect(invoice).toMatchObject({
    netCents: 2247,
    vatCents: 0,
    totalCents: 2247,
    groups: [{ category: "AE", percent: 0, netCents: 2247, vatCents: 0, grossCents: 2247 }],
  });
  const paper = await paperOf(shop, invoice);
  expect(paper).toContain("LV40000000000");
  expect(paper).toContain("Reverse charge");
});

test("cash rounding belongs to the payment: 26.95 is taken, the invoice and its paper say 26.97", async () => {
  const shop = await fiscalShop(api);
  await run(shop.ctx.db, sql`update settings set cash_rounding_cents = 5`);
  const payment = { methodId: await methodOf(shop, "cash"), amountCents: 2697 };
  const invoice = await issue(shop, await readyOrder(shop), { payment });
  expect(invoice).toMatchObject({ totalCents: 2697, state: "paid", payments: [{ amountCents: 2695 }] });
  const paper = await paperOf(shop, invoice);
  expect(paper).toContain("26.97");
  expect(paper).not.toContain("26.95");
  const [stored] = await rows(shop.ctx.db, sql`select amount_cents, rounding_cents from payments`);
  expect(stored).toEqual({ amount_cents: 2695, rounding_cents: -2 });
});
