import { moneyDecimal } from "@mechanicbuddy/contract/money";
import type { OrdersReport, Revenue, VatReport } from "@mechanicbuddy/contract/reports";
import type { Context } from "@mechanicbuddy/platform/context";
import { csvOf } from "@mechanicbuddy/platform/csv";
import * as settings from "../settings/settings.ts";
import { monthsOf, type Period, periodOf, twelveMonths } from "./period.ts";
import * as store from "./store.ts";

export { exportAccounting, previewAccounting } from "./accounting.ts";

export interface Table {
  bytes: Uint8Array;
  name: string;
}

const nothing = { netCents: 0, vatCents: 0, grossCents: 0 };

/** Revenue by month: Σ net of invoices − credit notes, by their day of issue. */
export async function revenue(ctx: Context, asked: Partial<Period>): Promise<Revenue> {
  const { period, currency } = await about(ctx, asked);
  const found = new Map((await store.revenue(ctx, period)).map((row) => [row.month, row]));
  const months = monthsOf(period).map(
    (month) => found.get(month) ?? { month, invoices: 0, creditNotes: 0, ...nothing },
  );
  const counted = (of: (row: store.RevenueMonth) => number) => months.reduce((sum, row) => sum + of(row), 0);
  const totals = {
    invoices: counted((row) => row.invoices),
    creditNotes: counted((row) => row.creditNotes),
    ...summed(months),
  };
  return { ...period, currency, months, totals };
}

/** VAT per rate of the same documents. */
export async function vat(ctx: Context, asked: Partial<Period>): Promise<VatReport> {
  const { period, currency } = await about(ctx, asked);
  const found = await store.vat(ctx, period, "month");
  const months = found.map(({ on, ...sums }) => ({ month: on, ...sums }));
  const keys = [...new Set(months.map(({ category, percent }) => `${category} ${percent}`))];
  const rates = keys.flatMap((key) => {
    const same = months.filter(({ category, percent }) => `${category} ${percent}` === key);
    const [first] = same;
    return first === undefined ? [] : [{ category: first.category, percent: first.percent, ...summed(same) }];
  });
  rates.sort((a, b) => b.percent - a.percent || a.category.localeCompare(b.category));
  return { ...period, currency, months, rates, totals: summed(months) };
}

/** Orders and cars by month. */
export async function orders(ctx: Context, asked: Partial<Period>): Promise<OrdersReport> {
  const { period } = await about(ctx, asked);
  const found = new Map((await store.orders(ctx, period)).map((row) => [row.month, row]));
  const months = monthsOf(period).map((month) => found.get(month) ?? { month, opened: 0, invoiced: 0, cars: 0 });
  return { ...period, months };
}

export async function moneyCsv(ctx: Context, name: "revenue" | "vat", asked: Partial<Period>): Promise<Table> {
  if (name === "vat") {
    const { from, to, currency, months } = await vat(ctx, asked);
    const sums = sumCells(currency);
    const rows = months.map((row) => [row.month, row.category, row.percent, ...sums(row)]);
    return {
      bytes: csvOf(["month", "category", "percent", "net", "vat", "gross"], rows),
      name: fileName(name, from, to),
    };
  }
  const { from, to, currency, months } = await revenue(ctx, asked);
  const sums = sumCells(currency);
  const rows = months.map((row) => [row.month, row.invoices, row.creditNotes, ...sums(row)]);
  const head = ["month", "invoices", "credit notes", "net", "vat", "gross"];
  return { bytes: csvOf(head, rows), name: fileName(name, from, to) };
}

export async function ordersCsv(ctx: Context, asked: Partial<Period>): Promise<Table> {
  const { from, to, months } = await orders(ctx, asked);
  const rows = months.map(({ month, opened, invoiced, cars }) => [month, opened, invoiced, cars]);
  return {
    bytes: csvOf(["month", "orders opened", "orders invoiced", "cars"], rows),
    name: fileName("orders", from, to),
  };
}

/** Net invoiced this month until today, and in the same days of the month before. */
export function monthSoFar(ctx: Context): Promise<{ today: string; netCents: number; beforeCents: number }> {
  return store.monthSoFar(ctx);
}

async function about(ctx: Context, asked: Partial<Period>): Promise<{ period: Period; currency: string }> {
  const [today, { currency }] = await Promise.all([settings.today(ctx), settings.get(ctx)]);
  return { period: periodOf(asked, twelveMonths(today)), currency };
}

function summed(rows: readonly store.Sums[]): store.Sums {
  return rows.reduce(
    (sum, row) => ({
      netCents: sum.netCents + row.netCents,
      vatCents: sum.vatCents + row.vatCents,
      grossCents: sum.grossCents + row.grossCents,
    }),
    nothing,
  );
}

const sumCells =
  (currency: string) =>
  ({ netCents, vatCents, grossCents }: store.Sums): string[] =>
    [netCents, vatCents, grossCents].map((cents) => moneyDecimal(cents, currency));

const fileName = (name: string, from: string, to: string) => `${name} ${from} ${to}.csv`;
