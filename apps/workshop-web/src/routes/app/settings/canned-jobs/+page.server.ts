import { listCannedJobs } from "@mechanicbuddy/contract/catalogue";
import { formats } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import { csvHref } from "#lib/server/list-csv.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const q = searchParams.get("q") || undefined;
  const cursor = searchParams.get("cursor") || undefined;
  const archived = searchParams.get("view") === "archived";
  const query = { q, cursor, archived: archived || undefined };
  const [me, { items, nextCursor }] = await Promise.all([event.locals.me(), api(event)(listCannedJobs, { query })]);
  const f = formats(me.workshop);
  const jobs = items.map((job) => ({
    id: job.id,
    code: job.code,
    title: job.title,
    category: job.category,
    hours: f.number(job.hours),
    total: job.totalCents === undefined ? undefined : f.amount(job.totalCents),
    missing: job.missingParts,
  }));
  return { q, archived, jobs, nextCursor, csv: csvHref("canned-jobs", query) };
};
