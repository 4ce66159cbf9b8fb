import type { Me } from "@mechanicbuddy/contract/identity";
import type { Today } from "@mechanicbuddy/contract/today";
import { formats } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";

type Workshop = Me["workshop"];

/** "Tuesday 17 March", on the workshop's clock. */
export function dayOf(workshop: Workshop): string {
  const { locale } = formats(workshop);
  const { timeZone } = workshop;
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone }).format();
}

export interface Figure {
  label: string;
  value: string;
  base?: string;
  href: string;
  tone?: "bad" | "good" | "sent";
}

/** The figures somebody may read; each leads to the list it counts. */
export function figuresOf({ work, money, month }: Today, workshop: Workshop): Figure[] {
  const f = formats(workshop);
  const orders = (label: string, view: string, count: number, tone?: Figure["tone"]): Figure => ({
    label,
    value: f.number(count),
    href: `/app/work?view=${view}`,
    ...(tone && count > 0 && { tone }),
  });
  const invoices = (label: string, href: string, { count, openCents }: { count: number; openCents: number }) => ({
    label,
    value: f.money(openCents),
    base: m["today.invoices.base"]({ count }),
    href,
  });
  const figures: Figure[] = [];
  if (work) {
    figures.push(
      {
        ...orders(m["today.promised.label"](), "today", work.promised),
        base: m["today.open.base"]({ count: work.open }),
      },
      orders(m["today.late.label"](), "overdue", work.late, "bad"),
      orders(m["today.asked.label"](), "asked", work.asked, "sent"),
      orders(m["today.ready.label"](), "ready", work.ready, "good"),
    );
  }
  if (money) {
    const overdue = invoices(m["today.overdue.label"](), "/app/invoices?view=overdue", money.overdue);
    figures.push(invoices(m["today.unpaid.label"](), "/app/invoices", money.unpaid), {
      ...overdue,
      ...(money.overdue.count > 0 && { tone: "bad" as const }),
    });
    figures.push({
      label: m["today.unallocated.label"](),
      value: f.money(money.unallocatedCents),
      base: m["today.unallocated.base"](),
      href: "/app/invoices/payments?view=free",
    });
  }
  if (month) figures.push(monthFigure(month, workshop));
  return figures;
}

/** "18,420.00, +6 % on 1–17 February": this month until today against the same days of the month before. */
function monthFigure({ today, netCents, beforeCents }: NonNullable<Today["month"]>, workshop: Workshop): Figure {
  const f = formats(workshop);
  const first = `${today.slice(0, 7)}-01`;
  const month = new Intl.DateTimeFormat(f.locale, { month: "long", timeZone: "UTC" }).format(new Date(first));
  const change = beforeCents === 0 ? undefined : Math.round(((netCents - beforeCents) / Math.abs(beforeCents)) * 100);
  const sum = f.money(beforeCents);
  const sign = change !== undefined && change > 0 ? "+" : "";
  return {
    label: m["today.month.label"]({ month }),
    value: f.money(netCents),
    base:
      change === undefined
        ? m["today.month.base"]({ sum })
        : m["today.month.change"]({ percent: `${sign}${f.number(change)}`, sum }),
    href: `/app/invoices?view=all&from=${first}&to=${today}`,
  };
}

/** Columns of the board with a car in them, each leading to its list. */
export function columnsOf({ columns = [] }: Today): { name: string; count: number; href: string }[] {
  return columns.map(({ statusId, name, count }) => ({ name, count, href: `/app/work?status=${statusId}` }));
}

export interface LateOrder {
  href: string;
  plate: string | null;
  sentence: string;
}

/** Cars somebody waits for by now. */
export function lateOrdersOf({ work }: Today, workshop: Workshop): LateOrder[] {
  const { time } = formats(workshop);
  return (work?.lateOrders ?? []).map(({ id, number, plate, vehicle, customer, promisedAt }) => {
    const what = [vehicle ?? String(number), customer].filter(Boolean).join(" · ");
    const sentence = m["today.late.text"]({ what, time: promisedAt === null ? "–" : time(promisedAt) });
    return { href: `/app/work/${id}`, plate, sentence };
  });
}
