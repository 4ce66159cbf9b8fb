import type { Today } from "@mechanicbuddy/contract/today";
import { type Context, may } from "@mechanicbuddy/platform/context";
import * as invoices from "../invoices/invoices.ts";
import * as messages from "../messages/messages.ts";
import * as parts from "../parts/parts.ts";
import * as payments from "../payments/payments.ts";
import * as reports from "../reports/reports.ts";
import * as workOrders from "../work-orders/work-orders.ts";
import * as store from "./store.ts";

const lateShown = 5;

/** The totals of the lists that matter today, so that each figure is the number of rows behind it. One round trip. */
export async function get(ctx: Context): Promise<Today> {
  const [work, money, failedMessages, lowParts, columns, month] = await Promise.all([
    may(ctx, "work.read") ? workOf(ctx) : undefined,
    may(ctx, "invoices.read") ? moneyOf(ctx) : undefined,
    may(ctx, "messages.read") ? totalOf(messages.list(ctx, { status: "failed", limit: 1, total: true })) : undefined,
    may(ctx, "parts.read") ? totalOf(parts.list(ctx, { low: true, limit: 1, total: true })) : undefined,
    may(ctx, "work.read") ? store.columns(ctx) : undefined,
    may(ctx, "reports.money") ? reports.monthSoFar(ctx) : undefined,
  ]);
  return {
    ...(work && { work }),
    ...(money && { money }),
    ...(columns && { columns }),
    ...(month && { month }),
    failedMessages,
    lowParts,
  };
}

async function workOf(ctx: Context): Promise<NonNullable<Today["work"]>> {
  const count = (view: "open" | "today" | "asked" | "ready") => workOrders.count(ctx, { view });
  const [open, promised, asked, ready, late] = await Promise.all([
    count("open"),
    count("today"),
    count("asked"),
    count("ready"),
    workOrders.list(ctx, { view: "overdue", limit: lateShown, total: true }),
  ]);
  const lateOrders = late.items.map(({ id, number, plate, vehicle, customer, promisedAt }) => ({
    id,
    number,
    plate,
    vehicle,
    customer,
    promisedAt,
  }));
  return { open, promised, asked, ready, late: totalIn(late), lateOrders };
}

async function moneyOf(ctx: Context): Promise<NonNullable<Today["money"]>> {
  const [unpaid, overdue, unallocatedCents] = await Promise.all([
    invoices.list(ctx, { state: "unpaid", limit: 1, total: true }),
    invoices.list(ctx, { state: "overdue", limit: 1, total: true }),
    payments.unallocatedSum(ctx),
  ]);
  const sum = (list: typeof unpaid) => ({ count: list.total ?? 0, openCents: list.sums?.openCents ?? 0 });
  return { unpaid: sum(unpaid), overdue: sum(overdue), unallocatedCents };
}

async function totalOf(list: Promise<object>): Promise<number> {
  return totalIn(await list);
}

function totalIn(list: object): number {
  return "total" in list && typeof list.total === "number" ? list.total : 0;
}
