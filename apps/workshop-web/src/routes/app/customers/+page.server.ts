import { listCustomers } from "@mechanicbuddy/contract/customers";
import { formats } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
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
  const [me, { items, nextCursor }] = await Promise.all([
    event.locals.me(),
    api(event)(listCustomers, { query: { q, cursor, kind } }),
  ]);
  const f = formats(me.workshop);
  const customers = items.map((row) => ({
    ...row,
    lastVisit: row.lastVisitAt === null ? undefined : f.time(row.lastVisitAt),
    open: row.openCents === undefined ? undefined : f.amount(row.openCents),
  }));
  return { q, customers, nextCursor };
};
