import { listWorkOrders } from "@mechanicbuddy/contract/work-orders";
import { formats } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import { csvHref } from "#lib/server/list-csv.ts";
import type { PageServerLoad } from "./$types";

const views = ["open", "today", "asked", "ready", "invoiced", "overdue", "all"] as const;

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

/** Sums and times are written here, so that the list loads no script for them. */
export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const view = views.find((one) => one === searchParams.get("view")) ?? "open";
  const q = searchParams.get("q") || undefined;
  const given = (name: string) => searchParams.get(name) || undefined;
  const filter = { statusId: given("status"), openedFrom: given("from"), openedTo: given("to") };
  const query = { view, q, cursor: given("cursor"), ...filter };
  const [me, { items, nextCursor }] = await Promise.all([event.locals.me(), api(event)(listWorkOrders, { query })]);
  const f = formats(me.workshop);
  const orders = items.map((row) => ({
    ...row,
    promise: row.promisedAt === null ? undefined : f.time(row.promisedAt),
    total: row.totalCents === undefined ? undefined : f.amount(row.totalCents),
  }));
  return { view, q, orders, nextCursor, csv: csvHref("work-orders", query) };
};
