import { decimalText, divideRounded, scaledInteger } from "@mechanicbuddy/contract/decimal";
import { invalid, notFound } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { Line, setPartStatus as setPartStatusRoute } from "@mechanicbuddy/contract/work-orders";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import * as audit from "../audit/audit.ts";
import * as notifications from "../notifications/notifications.ts";
import * as parts from "../parts/parts.ts";
import { unlessAccepted } from "../warnings.ts";
import { getLine, missingOf, refuseCancelled, together } from "../work-orders/work-orders.ts";
import { settle } from "./agreement.ts";
import type { PartStatus } from "./line.ts";
import * as store from "./store.ts";

type Body = Input<typeof setPartStatusRoute>["body"];

/**
 * Moves a part line on, forward or back. Installing takes the part from stock, going back from there brings it back; a
 * part that was dropped or went back is no longer paid for, and taking it up again asks the customer again.
 */
export function setPartStatus(ctx: Context, lineId: string, { status, acceptWarnings }: Body): Promise<Line> {
  return inTransaction(ctx, async (ctx) => {
    const [job] = await store.lockJobs(ctx, sql`select job_id from lines where id = ${lineId}`);
    const line = job?.lines.find(({ id }) => id === lineId);
    if (job === undefined || line === undefined) throw notFound();
    refuseCancelled(job.order);
    if (line.partStatus === null) throw invalid({ status: "Only part lines have a status; this one is no part." });
    if (line.partStatus === status) return getLine(ctx, lineId);
    const { costCents, warning } = await moveStock(ctx, line, status);
    unlessAccepted(ctx, warning === undefined ? [] : [warning], acceptWarnings, { kind: "line", id: lineId });
    const writing = write(ctx, lineId, status, costCents);
    audit.record(ctx, {
      action: "line.part_status",
      entityKind: "line",
      entityId: lineId,
      before: { partStatus: line.partStatus },
      after: { partStatus: status },
    });
    const lines = job.lines.map((other) => (other.id === lineId ? { ...other, partStatus: status } : other));
    await together(writing, settle(ctx, job, { lines }));
    if (status === "arrived") await tellWhoWaits(ctx, job, line);
    return getLine(ctx, lineId);
  });
}

/** The part somebody waits for is here: the order's advisor and the job's mechanics hear of it. */
async function tellWhoWaits(ctx: Context, job: store.LockedJob, line: store.StoredLine): Promise<void> {
  const { plate, responsibleId } = await store.aboutOrder(ctx, job.order.id);
  const waiting = responsibleId === null ? job.mechanicIds : [...job.mechanicIds, responsibleId];
  await notifications.tellEmployees(ctx, waiting, {
    kind: "part.arrived",
    about: { kind: "work_order", id: job.order.id },
    data: { part: line.description, plate, orderNumber: String(job.order.number) },
    exceptUserId: ctx.actor.userId,
  });
}

/**
 * Installs every part of an order's billed and unbilled work that is still waiting, as issuing an invoice does. Runs in
 * the issuing transaction, after the order is locked and before the invoice is written. Short stock does not stop it.
 */
export async function installParts(ctx: Context, orderId: string): Promise<void> {
  if (!ctx.transactional) throw new Error("Parts are installed in the transaction of their invoice");
  const jobs = await store.lockJobs(
    ctx,
    sql`select id from jobs where work_order_id = ${orderId} and authorisation in ('draft', 'approved', 'not_needed')`,
  );
  const waiting = new Set<PartStatus | null>(["needed", "ordered", "arrived"]);
  await setAll(ctx, jobs, (line) => waiting.has(line.partStatus), "installed");
}

/**
 * Marks parts that credit notes put back on the shelf: they have arrived again and can be installed on the next invoice.
 * The stock was moved before. Call it after `markCredited`, so that they are held for the order again.
 */
export async function unbuildParts(ctx: Context, lineIds: readonly string[]): Promise<void> {
  if (!ctx.transactional) throw new Error("Parts come back in the transaction of their credit note");
  const ids = new Set(lineIds);
  const jobs = await store.lockJobs(ctx, sql`select job_id from lines where id = any(${[...ids]}::uuid[])`);
  const which = (line: store.StoredLine) => ids.has(line.id) && line.partStatus === "installed";
  const move = async ({ costCents }: store.StoredLine) => ({ costCents });
  await setAll(ctx, jobs, which, "arrived", { move, outs: await store.outOf(ctx, [...ids]) });
}

interface How {
  move?: (line: store.StoredLine) => Promise<{ costCents: number | null }>;
  /** What of lines that wait again stayed in the car. */
  outs?: ReadonlyMap<string, string>;
}

async function setAll(
  ctx: Context,
  jobs: readonly store.LockedJob[],
  which: (line: store.StoredLine) => boolean,
  status: PartStatus,
  { move = (line) => moveStock(ctx, line, status), outs = new Map() }: How = {},
): Promise<void> {
  const lines = jobs.flatMap((job) => job.lines.filter(which));
  // Always by part, so that two invoices with the same parts never wait for each other in a ring.
  lines.sort((a, b) => ((a.partId ?? "") < (b.partId ?? "") ? -1 : 1));
  for (const line of lines) {
    const { costCents } = await move(line);
    await write(ctx, line.id, status, costCents);
  }
  const changed = new Set(lines.map(({ id }) => id));
  for (const job of jobs) {
    if (!job.lines.some(({ id }) => changed.has(id))) continue;
    await settle(ctx, job, {
      lines: job.lines.map((line) =>
        changed.has(line.id) ? { ...line, partStatus: status, out: outs.get(line.id) ?? line.out } : line,
      ),
    });
  }
}

/** What a change of status does to the shelf, and what one unit of the line costs from then on. */
async function moveStock(
  ctx: Context,
  line: store.StoredLine,
  status: PartStatus,
): Promise<{ costCents: number | null; warning?: parts.Taken["warning"] }> {
  const { partId, storageId, quantity, costCents } = line;
  const [was, is] = [line.partStatus === "installed", status === "installed"];
  if (partId === null) return { costCents };
  const move = { partId, storageId, quantity, lineId: line.id };
  const isOut = line.out !== null && scaledInteger(line.out, 3, "out") !== 0n;
  if (was === is) {
    if (status === "returned" && isOut) await parts.takeBack(ctx, { ...move, quantity: line.out as string });
    return { costCents };
  }
  if (!is) {
    const { booked } = await parts.takeBack(ctx, move);
    return { costCents: booked ? null : costCents };
  }
  if (isOut) return takeMissing(ctx, line, move);
  const taken = await parts.issue(ctx, move);
  const isKnown = taken.booked || taken.costCents !== 0;
  return { costCents: isKnown ? unitCost(taken.costCents, quantity) : costCents, warning: taken.warning };
}

/** A credit note left some of it in the car: only the rest comes from the shelf, and both together are the cost. */
async function takeMissing(ctx: Context, line: store.StoredLine, move: parts.LineQuantity) {
  const missing = missingOf(line);
  if (missing === 0n) return { costCents: line.costCents };
  const { costCents, warning } = await parts.issue(ctx, { ...move, quantity: decimalText(missing, 3) });
  const inCar = divideRounded(BigInt(line.costCents ?? 0) * scaledInteger(line.out ?? "0", 3, "out"), 1000n);
  return { costCents: unitCost(costCents + Number(inCar), line.quantity), warning };
}

function unitCost(costCents: number, quantity: string): number {
  const thousandths = scaledInteger(quantity, 3, "quantity");
  const size = thousandths < 0n ? -thousandths : thousandths;
  return Math.abs(Number(divideRounded(BigInt(costCents) * 1000n, size)));
}

function write(ctx: Context, lineId: string, status: PartStatus, costCents: number | null): Promise<number> {
  return run(ctx.db, sql`update lines set part_status = ${status}, cost_cents = ${costCents} where id = ${lineId}`);
}
