import type { LogFilters, LogRow } from "@mechanicbuddy/contract/mate/logs";
import { missing } from "@mechanicbuddy/contract/mate/problem";
import { csvOf, csvRows } from "@mechanicbuddy/platform/csv";
import { brokenCursor, cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import * as audit from "../audit/audit.ts";
import { inTransaction, type MateContext, type Site } from "../context.ts";
import * as store from "./store.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BATCH = 10_000;
const EXPORT_PAGE = 1_000;
const EXPORT_MOST = 50_000;
/** Days the application log is kept; critical rows stay. */
export const keptDays = 90;

const shown = ({ position: _, ...row }: store.StoredLog): LogRow => row;
const positionIn = (row: store.StoredLog): store.Position => ({ at: row.position, id: row.id });

/** One page of the log; looking at it is noted too. */
export async function list(
  ctx: MateContext,
  filters: LogFilters,
  { cursor, limit = 50 }: { cursor?: string; limit?: number },
) {
  const after = positionOf<store.Position>(cursor);
  if (after !== undefined && !(typeof after.at === "string" && typeof after.id === "string")) throw brokenCursor();
  const found = await store.list(ctx.db, filters, ctx.now(), { after, limit: limit + 1 });
  if (after === undefined) await noteReading(ctx, "logs.read", filters);
  return pageOf(found, limit, (last) => cursorOf({ ...positionIn(last) }), shown);
}

function noteReading(ctx: MateContext, action: string, filters: LogFilters): Promise<void> {
  return inTransaction(ctx, (ctx) => audit.note(ctx, { action, detail: { ...filters } }));
}

/** One entry with its stack. */
export async function get(ctx: MateContext, id: string) {
  const found = await store.find(ctx.db, id);
  if (found === undefined) throw missing();
  const { position: _, ...entry } = found;
  return entry;
}

const since = (ctx: MateContext, hours = 24) => new Date(ctx.now().getTime() - hours * HOUR_MS);

/** Counts of a period over all rows, and what never reached the table. */
export async function summary(ctx: MateContext, hours?: number) {
  return { ...(await store.summary(ctx.db, since(ctx, hours))), dropped: ctx.site.logs.dropped };
}

export async function countBy(ctx: MateContext, column: "log_type" | "severity", hours?: number) {
  return { items: await store.countBy(ctx.db, column, since(ctx, hours)) };
}

export async function recentErrors(ctx: MateContext, limit = 20) {
  return { items: (await store.errorsSince(ctx.db, since(ctx), limit)).map(shown) };
}

const heads = [
  "id",
  "createdAt",
  "type",
  "severity",
  "title",
  "message",
  "endpoint",
  "method",
  "statusCode",
  "durationMs",
  "userId",
  "ipBlock",
  "requestId",
] as const;

function cells(row: store.StoredLog) {
  return heads.map((head) => {
    const value: unknown = row[head];
    return value instanceof Date ? value.toISOString() : ((value ?? null) as string | number | null);
  });
}

/** The rows of a filter as a table, page by page; no cell is run as a formula. */
export async function exported(ctx: MateContext, filters: LogFilters): Promise<ReadableStream<Uint8Array>> {
  await noteReading(ctx, "logs.export", filters);
  let after: store.Position | undefined;
  let count = 0;
  let isFirst = true;
  return new ReadableStream({
    pull: async (controller) => {
      const page = await store.list(ctx.db, filters, ctx.now(), { after, limit: EXPORT_PAGE });
      controller.enqueue(isFirst ? csvOf(heads, page.map(cells)) : csvRows(page.map(cells)));
      isFirst = false;
      count += page.length;
      const last = page.at(-1);
      if (last === undefined || page.length < EXPORT_PAGE || count >= EXPORT_MOST) controller.close();
      else after = positionIn(last);
    },
  });
}

/** Removes rows older than so many days, a piece at a time so that nobody waits. Says how many. */
export async function cleanUp(site: Site, days = keptDays): Promise<number> {
  const before = new Date(site.now().getTime() - days * DAY_MS);
  let deleted = 0;
  for (;;) {
    const count = await store.removeBefore(site.database.shared, before, BATCH);
    deleted += count;
    if (count < BATCH) return deleted;
  }
}

/** The same by an administrator, who is noted. */
export async function cleanUpBy(ctx: MateContext, days: number): Promise<number> {
  const deleted = await cleanUp(ctx.site, days);
  await inTransaction(ctx, (ctx) => audit.note(ctx, { action: "logs.cleanup", detail: { days, deleted } }));
  return deleted;
}

/** A fault in somebody's browser, ten a minute and address at most. */
export async function reportError(
  ctx: MateContext,
  { message, page, stack }: { message: string; page?: string; stack?: string },
): Promise<void> {
  await ctx.site.limits.count(ctx.db, `browser-error:${ctx.caller.ipBlock}`, 10, 60, ctx.now());
  ctx.site.logs.write({
    logType: "error",
    severity: "warning",
    title: "A page failed in a browser",
    message,
    endpoint: page?.split(/[?#]/)[0],
    errorStack: stack,
    userId: ctx.account?.userId,
    ipBlock: ctx.caller.ipBlock,
    userAgent: ctx.caller.userAgent ?? undefined,
    requestId: ctx.requestId,
  });
}
