import { listInvoices } from "@mechanicbuddy/contract/invoices";
import { formats } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import { csvHref } from "#lib/server/list-csv.ts";
import type { PageServerLoad } from "./$types";

const views = ["unpaid", "overdue", "paid", "credited", "all"] as const;

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

/** Sums and dates are written here, so that the list loads no script for them. */
export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const customerId = searchParams.get("customer") || undefined;
  const view = views.find((one) => one === searchParams.get("view")) ?? "unpaid";
  const q = searchParams.get("q") || undefined;
  const query = {
    q,
    customerId,
    from: searchParams.get("from") || undefined,
    to: searchParams.get("to") || undefined,
    cursor: searchParams.get("cursor") || undefined,
    state: view === "all" ? undefined : view,
    total: true,
  };
  const [me, { items, nextCursor, sums }] = await Promise.all([event.locals.me(), api(event)(listInvoices, { query })]);
  const f = formats(me.workshop);
  const day = (at: string | null) => (at === null ? undefined : f.time(at));
  const invoices = items.map((row) => ({
    ...row,
    issued: f.date(row.issueOn),
    due: f.date(row.dueOn),
    sent: day(row.sentAt),
    total: f.amount(row.kind === "credit_note" ? -row.totalCents : row.totalCents),
    open: f.amount(row.openCents),
  }));
  return {
    view,
    q,
    invoices,
    nextCursor,
    csv: csvHref("invoices", query),
    sums: sums && { total: f.money(sums.totalCents), open: f.money(sums.openCents) },
  };
};
