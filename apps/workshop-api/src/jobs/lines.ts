import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { addLine, discountLines, Line, updateLine } from "@mechanicbuddy/contract/work-orders";
import { type Context, inTransaction, may } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import * as audit from "../audit/audit.ts";
import { getLine, refuseCancelled, together } from "../work-orders/work-orders.ts";
import { settle } from "./agreement.ts";
import * as lineRules from "./line.ts";
import * as store from "./store.ts";

/** People put names into words about work; an erase takes them out of the log. */
const personal = ["description"];

/** Adds a line at the end of a job; what is left out comes from the part, the labour rate or the customer's discount. */
export function add(ctx: Context, jobId: string, body: Input<typeof addLine>["body"]): Promise<Line> {
  return inTransaction(ctx, async (ctx) => {
    const [job, sources] = await Promise.all([store.lockJob(ctx, jobId), store.sources(ctx, body)]);
    refuseCancelled(job.order);
    lineRules.mustFit(body, sources);
    const terms = { priceMode: job.order.priceMode, discountPercent: job.customerDiscount };
    const line = lineRules.newLine(newId(), body, sources, terms);
    const taxed = { ...line, ...taxOf(sources.taxRate) };
    await mustAllowPrice(ctx, job, { ...taxed, unitCostCents: line.costCents ?? sources.partCostCents }, body);
    const writing = store.insertLines(ctx, [{ ...line, jobId }]);
    audit.record(ctx, { action: "line.add", entityKind: "line", entityId: line.id, after: { ...line }, personal });
    const settling = settle(ctx, job, { lines: [...job.lines, taxed] });
    const [, added] = await together(writing, Promise.all([settling, getLine(ctx, line.id)]));
    return added;
  });
}

/** Changes a line, or moves it to another job of its order. */
export function update(ctx: Context, id: string, body: Input<typeof updateLine>["body"]): Promise<Line> {
  return inTransaction(ctx, async (ctx) => {
    const [jobs, sources] = await Promise.all([
      store.lockJobs(ctx, sql`select job_id from lines where id = ${id} union select ${body.jobId ?? null}::uuid`),
      store.sources(ctx, { kind: body.kind ?? "part", ...body }),
    ]);
    const { job, line: before } = find(jobs, id);
    refuseCancelled(job.order);
    if (before.version !== body.version) throw await stale(ctx, id);
    const target = jobs.find((other) => other.id === (body.jobId ?? job.id));
    if (target === undefined || target.order.id !== job.order.id) {
      throw invalid({ jobId: "This job is not on the same order; choose another one." });
    }
    lineRules.mustFit(body, sources);
    const after = lineRules.changedLine(stateOf(before), body, sources, job.order.priceMode);
    if (before.partStatus === "installed" && lineRules.changesStock(before, after)) {
      throw new Refusal("conflict", "This part is installed. Take it back first, then change it.");
    }
    const out = after.partId === before.partId ? before.out : null;
    const taxed = { ...after, out, ...taxOf(after.taxRateId === before.taxRateId ? before : sources.taxRate) };
    const unitCostCents =
      after.costCents ?? (after.partId === before.partId ? before.unitCostCents : sources.partCostCents);
    await mustAllowPrice(ctx, target, { ...taxed, unitCostCents }, body, before);
    const writing = store.updateLine(ctx, after, target.id);
    audit.record(ctx, {
      action: "line.update",
      entityKind: "line",
      entityId: id,
      before: { ...stateOf(before), jobId: job.id },
      after: { ...after, jobId: target.id },
      personal,
    });
    const without = job.lines.filter((line) => line.id !== id);
    const settling =
      target.id === job.id
        ? settle(ctx, job, { lines: [...without, taxed] })
        : settle(ctx, job, { lines: without }).then(() => settle(ctx, target, { lines: [...target.lines, taxed] }));
    const [, changed] = await together(writing, Promise.all([settling, getLine(ctx, id)]));
    return changed;
  });
}

/** Deletes a line. One whose part ever left the shelf stays for the ledger: it can be dropped instead. */
export function remove(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [jobs, moved] = await Promise.all([
      store.lockJobs(ctx, sql`select job_id from lines where id = ${id}`),
      store.hasMoves(ctx, [id]),
    ]);
    const { job, line } = find(jobs, id);
    refuseCancelled(job.order);
    if (line.partStatus === "installed") throw new Refusal("conflict", "This part is installed. Take it back first.");
    if (moved) {
      throw new Refusal(
        "conflict",
        "This part was taken from stock and brought back. Mark the line as dropped instead.",
      );
    }
    const deleting = store.deleteLine(ctx, id);
    const before = { ...stateOf(line) };
    audit.record(ctx, { action: "line.delete", entityKind: "job", entityId: job.id, before, personal });
    await together(deleting, settle(ctx, job, { lines: job.lines.filter((other) => other.id !== id) }));
  });
}

/** Puts a job's lines in order. Every line must be named: who adds one meanwhile is not passed over. */
export function reorder(ctx: Context, jobId: string, lineIds: readonly string[]): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const job = await store.lockJob(ctx, jobId);
    const there = job.lines.map((line) => line.id);
    if (there.length !== lineIds.length || !there.every((id) => lineIds.includes(id))) {
      throw new Refusal("conflict", "Somebody added or removed a line meanwhile. Reload the job and order it again.");
    }
    const writing = store.setLinePositions(ctx, lineIds);
    audit.record(ctx, {
      action: "job.reorder",
      entityKind: "job",
      entityId: jobId,
      before: { lineIds: there },
      after: { lineIds },
    });
    await writing;
  });
}

/** Gives chosen lines of an order one discount. */
export function discount(ctx: Context, orderId: string, body: Input<typeof discountLines>["body"]): Promise<void> {
  const { discountPercent } = body;
  return inTransaction(ctx, async (ctx) => {
    const jobs = await store.lockJobs(ctx, sql`select id from jobs where work_order_id = ${orderId}`);
    const [first] = jobs;
    const chosen = new Set(body.lineIds);
    const lines = jobs.flatMap((job) => job.lines).filter((line) => chosen.has(line.id));
    if (first === undefined || lines.length !== chosen.size) {
      throw invalid({ lineIds: "Some of these lines are not on this order any more; reload it." });
    }
    refuseCancelled(first.order);
    const after = (line: store.StoredLine) => (chosen.has(line.id) ? { ...line, discountPercent } : line);
    for (const job of jobs) {
      for (const line of job.lines.filter(({ id }) => chosen.has(id))) {
        await mustAllowPrice(ctx, job, after(line), { discountPercent }, line);
      }
    }
    const writing = store.setDiscount(ctx, [...chosen], discountPercent);
    for (const line of lines) {
      audit.record(ctx, {
        action: "line.update",
        entityKind: "line",
        entityId: line.id,
        before: { discountPercent: line.discountPercent },
        after: { discountPercent },
      });
    }
    const touched = jobs.filter((job) => job.lines.some((line) => chosen.has(line.id)));
    await writing;
    for (const job of touched) await settle(ctx, job, { lines: job.lines.map(after) });
  });
}

function find(jobs: readonly store.LockedJob[], lineId: string): { job: store.LockedJob; line: store.StoredLine } {
  for (const job of jobs) {
    const line = job.lines.find(({ id }) => id === lineId);
    if (line !== undefined) return { job, line };
  }
  throw notFound();
}

async function stale(ctx: Context, id: string): Promise<Refusal> {
  const [line, author] = await Promise.all([getLine(ctx, id), store.lastAuthor(ctx, id)]);
  return new Refusal("conflict", `${author ?? "Somebody"} changed this line meanwhile.`, {
    current: { ...line, updatedBy: author },
  });
}

type Tax = Pick<store.StoredLine, "taxCategory" | "taxPercent">;

function taxOf(rate: lineRules.Sources["taxRate"] | Tax): Tax {
  if (rate === null) throw invalid({ taxRateId: "There is no default tax rate. Choose one." });
  return "taxCategory" in rate
    ? { taxCategory: rate.taxCategory, taxPercent: rate.taxPercent }
    : { taxCategory: rate.category, taxPercent: rate.percent };
}

function stateOf(line: store.StoredLine): lineRules.LineState {
  const { version: _, position: __, out: ___, taxCategory, taxPercent, unitCostCents, ...state } = line;
  return state;
}

/**
 * A role may discount up to its limit and sell down to cost; beyond that others must do it. What was there before, and
 * what a part or the customer brings by itself, is not questioned again.
 */
async function mustAllowPrice(
  ctx: Context,
  job: store.LockedJob,
  line: lineRules.LineState & Tax & { unitCostCents: number | null },
  typed: {
    discountPercent?: number | undefined;
    unitPriceCents?: number | undefined;
    costCents?: number | null | undefined;
  },
  before?: lineRules.LineState,
): Promise<void> {
  if (may(ctx, "prices.override")) return;
  const limit = job.discountLimit;
  const isRaised = typed.discountPercent !== undefined && typed.discountPercent > (before?.discountPercent ?? 0);
  if (limit !== null && isRaised && line.discountPercent > limit) {
    throw await onlyOthers(ctx, `Discounts above ${limit} % need`);
  }
  const isPriced = isRaised || typed.unitPriceCents !== undefined || typed.costCents !== undefined;
  const terms = { priceMode: job.order.priceMode, taxPercent: line.taxPercent, unitCostCents: line.unitCostCents };
  if (isPriced && job.billing === "customer" && lineRules.isBelowCost(line, terms)) {
    throw await onlyOthers(ctx, "Selling below cost needs");
  }
}

async function onlyOthers(ctx: Context, what: string): Promise<Refusal> {
  const names = await store.namesWhoOverride(ctx);
  const list = names.length > 1 ? `${names.slice(0, -1).join(", ")} or ${names.at(-1)}` : (names[0] ?? "the owner");
  return new Refusal("forbidden", `${what} ${list}.`, { permission: "prices.override" });
}
