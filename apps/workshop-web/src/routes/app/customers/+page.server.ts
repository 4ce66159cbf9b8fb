import { listCustomers } from "@mechanicbuddy/contract/customers";
import { formats } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import { csvHref } from "#lib/server/list-csv.ts";
import type { PageServerLoad } from "./$types";

const kinds = ["private", "company"] as const;

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

/** Sums and times are written here, so that the list loads no script for them. */
export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const q = searchParams.get("q") || undefined;
  const cursor = searchParams.get("cursor") || undefined;
  const kind = kinds.find((one) => one === searchParams.get("kind"));
  const me = await event.locals.me();
  const query = {
    q,
    cursor,
    kind,
    archived: searchParams.get("archived") === "yes" || undefined,
    care: searchParams.get("care") === "yes" || undefined,
    balance: searchParams.get("balance") === "open" ? ("open" as const) : undefined,
  };
  const { items, nextCursor } = await api(event)(listCustomers, { query });
  const f = formats(me.workshop);
  const customers = items.map((row) => ({
    ...row,
    lastVisit: row.lastVisitAt === null ? undefined : f.time(row.lastVisitAt),
    open: row.openCents === undefined ? undefined : f.amount(row.openCents),
  }));
  const isFiltered = [q, kind, query.archived, query.care, query.balance].some((one) => one !== undefined);
  return { q, isFiltered, customers, nextCursor, csv: csvHref("customers", query) };
};
