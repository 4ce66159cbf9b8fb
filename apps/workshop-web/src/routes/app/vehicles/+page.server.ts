import { listVehicles } from "@mechanicbuddy/contract/vehicles";
import { times } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

/** Times are written here, so that the list loads no script for them. */
export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const q = searchParams.get("q") || undefined;
  const cursor = searchParams.get("cursor") || undefined;
  const [me, { items, nextCursor }] = await Promise.all([
    event.locals.me(),
    api(event)(listVehicles, { query: { q, cursor } }),
  ]);
  const f = times(me.workshop);
  const vehicles = items.map((row) => ({
    ...row,
    lastVisit: row.lastVisitAt === null ? undefined : f.time(row.lastVisitAt),
    nextDue: row.nextDueOn === null ? undefined : f.date(row.nextDueOn),
  }));
  return { q, vehicles, nextCursor };
};
