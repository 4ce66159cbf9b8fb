import type { Me } from "@mechanicbuddy/contract/identity";
import type { OrdersReport, Revenue, VatReport } from "@mechanicbuddy/contract/reports";
import { formats } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";
import type { Report } from "#lib/reports/report.ts";

interface Found {
  orders: OrdersReport | undefined;
  revenue: Revenue | undefined;
  vat: VatReport | undefined;
}

/** The reports as pages show them: formula, rows that lead to what is behind them, totals. */
export function reportsOf({ orders, revenue, vat }: Found, workshop: Me["workshop"]): Report[] {
  const f = formats(workshop);
  const monthName = new Intl.DateTimeFormat(f.locale, { month: "long", year: "numeric", timeZone: "UTC" });
  const named = (month: string) => monthName.format(new Date(`${month}-01T00:00:00Z`));
  const { currency } = workshop;
  const rate = ({ category, percent }: { category: string; percent: number }) =>
    percent > 0 ? `${f.number(percent)} %` : `${f.number(percent)} % (${category})`;
  const sums = ({ netCents, vatCents, grossCents }: { netCents: number; vatCents: number; grossCents: number }) =>
    [netCents, vatCents, grossCents].map((cents) => f.amount(cents));
  const sumHeads = [m["reports.head.net"]({ currency }), m["reports.head.vat"](), m["reports.head.gross"]()];
  const reports: Report[] = [];
  if (revenue) {
    const { months, totals } = revenue;
    reports.push({
      name: "revenue",
      title: m["reports.revenue.title"](),
      formula: m["reports.revenue.formula"](),
      head: [m["reports.head.month"](), m["reports.head.invoices"](), m["reports.head.credits"](), ...sumHeads],
      rows: months.map((row) => ({
        key: row.month,
        href: invoicesOf(within(row.month, revenue)),
        cells: [named(row.month), f.number(row.invoices), f.number(row.creditNotes), ...sums(row)],
      })),
      totals: [[m["reports.head.total"](), f.number(totals.invoices), f.number(totals.creditNotes), ...sums(totals)]],
      csv: csvOf("revenue", revenue),
      bars: months.map((row) => ({ label: row.month, value: row.netCents / 100 })),
    });
  }
  if (vat) {
    reports.push({
      name: "vat",
      title: m["reports.vat.title"](),
      formula: m["reports.vat.formula"](),
      head: [m["reports.head.month"](), m["reports.head.rate"](), ...sumHeads],
      rows: vat.months.map((row) => ({
        key: `${row.month} ${row.category} ${row.percent}`,
        href: invoicesOf(within(row.month, vat)),
        cells: [named(row.month), rate(row), ...sums(row)],
      })),
      totals: [
        ...vat.rates.map((row) => [m["reports.head.total"](), rate(row), ...sums(row)]),
        ...(vat.rates.length > 1
          ? [[m["reports.head.total"](), m["reports.head.allRates"](), ...sums(vat.totals)]]
          : []),
      ],
      csv: csvOf("vat", vat),
    });
  }
  if (orders) {
    reports.push({
      name: "orders",
      title: m["reports.orders.title"](),
      formula: m["reports.orders.formula"](),
      head: [
        m["reports.head.month"](),
        m["reports.head.opened"](),
        m["reports.head.invoiced"](),
        m["reports.head.cars"](),
      ],
      rows: orders.months.map((row) => ({
        key: row.month,
        href: ordersOf(within(row.month, orders)),
        cells: [named(row.month), f.number(row.opened), f.number(row.invoiced), f.number(row.cars)],
      })),
      totals: [],
      csv: csvOf("orders", orders),
      bars: orders.months.map((row) => ({ label: row.month, value: row.opened })),
    });
  }
  return reports;
}

interface Period {
  from: string;
  to: string;
}

/** The part of a month that lies in the period. */
function within(month: string, { from, to }: Period): Period {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  const first = `${month}-01`;
  return { from: first < from ? from : first, to: last > to ? to : last };
}

const invoicesOf = ({ from, to }: Period) => `/app/invoices?view=all&from=${from}&to=${to}`;
const ordersOf = ({ from, to }: Period) => `/app/work?view=all&from=${from}&to=${to}`;
const csvOf = (name: string, { from, to }: Period) => `/app/reports/csv/${name}?from=${from}&to=${to}`;
