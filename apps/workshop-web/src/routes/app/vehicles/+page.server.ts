import { listMakes, listVehicles } from "@mechanicbuddy/contract/vehicles";
import { times, todayIn } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import { csvHref } from "#lib/server/list-csv.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

/** Due before so many days from today. */
const dueDays: Record<string, number> = { late: 0, month: 31, quarter: 91 };

const dayIn = (today: string, days: number) =>
  new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);

/** Times are written here, so that the list loads no script for them. */
export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const q = searchParams.get("q") || undefined;
  const cursor = searchParams.get("cursor") || undefined;
  const me = await event.locals.me();
  const due = searchParams.get("due") ?? "";
  const days = dueDays[due];
  const query = {
    q,
    cursor,
    make: searchParams.get("make") || undefined,
    dueBefore: days === undefined ? undefined : dayIn(todayIn(me.workshop.timeZone), days),
    archived: searchParams.get("archived") === "yes" ? true : undefined,
  };
  const [{ items, nextCursor }, makes] = await Promise.all([
    api(event)(listVehicles, { query }),
    api(event)(listMakes),
  ]);
  const f = times(me.workshop);
  const vehicles = items.map((row) => ({
    ...row,
    lastVisit: row.lastVisitAt === null ? undefined : f.time(row.lastVisitAt),
    nextDue: row.nextDueOn === null ? undefined : f.date(row.nextDueOn),
  }));
  const isFiltered = [q, days, query.make, query.archived].some((one) => one !== undefined);
  return { q, isFiltered, vehicles, nextCursor, makes: makes.items, csv: csvHref("vehicles", query) };
};
