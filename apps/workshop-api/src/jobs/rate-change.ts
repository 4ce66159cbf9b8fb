import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input, Reply } from "@mechanicbuddy/contract/route";
import type {
  FollowingRate,
  followTaxRate,
  KeptPrice,
  listOrdersAtRate,
  OrderAtRate,
} from "@mechanicbuddy/contract/tax-change";
import { documentTotals, unitPriceCentsBounds } from "@mechanicbuddy/contract/totals";
import { type Context, inTransaction, may } from "@mechanicbuddy/platform/context";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { sql } from "kysely";
import * as audit from "../audit/audit.ts";
import { atRate } from "../parts/parts.ts";
import { settle } from "./agreement.ts";
import * as changes from "./rate-change-store.ts";
import * as store from "./store.ts";

/** Open orders that still take a rate after its end, by number. */
export async function listOrders(
  ctx: Context,
  rateId: string,
  { cursor, limit = 25, total }: Input<typeof listOrdersAtRate>["query"],
): Promise<Reply<typeof listOrdersAtRate>> {
  const after = positionOf<{ number: number }>(cursor)?.number;
  const [change, found, counted] = await Promise.all([
    changes.findChange(ctx, rateId),
    changes.list(ctx, rateId, { after: after === undefined ? undefined : Number(after), limit: limit + 1 }),
    total === true ? changes.count(ctx, rateId) : undefined,
  ]);
  if (change === undefined) throw notFound();
  const seesPrices = may(ctx, "prices.read");
  const shown = pageOf(
    found,
    limit,
    ({ number }) => cursorOf({ number }),
    ({ id, number, customer, lines, paid, ...terms }): OrderAtRate => {
      if (!seesPrices) return { id, number, customer, lines };
      const { netCents, totalCents } = documentTotals({ ...terms, lines: paid });
      return { id, number, customer, lines, netCents, grossCents: totalCents };
    },
  );
  const follows = presented(change.follows);
  return counted === undefined ? { ...shown, follows } : { ...shown, total: counted, follows };
}

/**
 * Moves the lines of those orders to the rate that follows. It is a change of lines like any other: a job that becomes
 * dearer than agreed is `changed`. Once they have moved there is nothing left to move, so a second answer changes nothing.
 */
export function follow(ctx: Context, rateId: string, keep: KeptPrice): Promise<Reply<typeof followTaxRate>> {
  return inTransaction(ctx, async (ctx) => {
    const change = await changes.findChange(ctx, rateId);
    if (change === undefined) throw notFound();
    const follows = mustFollow(change);
    const ids = await changes.jobIds(ctx, rateId);
    const jobs = (await store.lockJobs(ctx, sql`select unnest(${ids}::uuid[])`)).filter(isOpen);
    const moves = jobs.map((job) => ({
      job,
      lines: job.lines.map((line) =>
        line.taxRateId === rateId ? atNewRate(job, line, { keep, change, follows }) : line,
      ),
    }));
    const moved = ({ job, lines }: (typeof moves)[number]) =>
      lines.filter((_, index) => job.lines[index]?.taxRateId === rateId);
    const lines = moves.flatMap(moved);
    if (lines.length === 0) return { orders: 0, lines: 0, changedJobs: 0 };
    await changes.moveLines(ctx, follows.id, lines);
    // One after the other: what a customer said is a chain, and each link needs the one before.
    let changedJobs = 0;
    for (const { job, lines } of moves) if (await settle(ctx, job, { lines })) changedJobs += 1;
    const orders = Map.groupBy(moves, ({ job }) => job.order.id);
    for (const [id, moves] of orders) {
      audit.record(ctx, {
        action: "work_order.tax-rate",
        entityKind: "work_order",
        entityId: id,
        before: { taxRate: change.name },
        after: { taxRate: follows.name, keep, lines: moves.flatMap(moved).length },
      });
    }
    return { orders: orders.size, lines: lines.length, changedJobs };
  });
}

type Follows = NonNullable<changes.RateChange["follows"]>;

function mustFollow({ code, name, validUntilOn, follows }: changes.RateChange): Follows {
  if (validUntilOn === null) throw invalid({ keep: `${name} has no end. Give it one first.` });
  if (follows === null) {
    throw invalid({
      keep: `No rate follows ${name}. Add one with the code ${code} that begins after ${validUntilOn}.`,
    });
  }
  return follows;
}

function atNewRate(
  job: store.LockedJob,
  line: store.StoredLine,
  { keep, change, follows }: { keep: KeptPrice; change: changes.RateChange; follows: Follows },
): store.StoredLine {
  const percent = { from: change.percent, to: follows.percent };
  const unitPriceCents = atRate({ cents: line.unitPriceCents, mode: job.order.priceMode }, keep, percent);
  if (unitPriceCents > unitPriceCentsBounds.max) {
    const message = `The price of ${line.description} in order ${job.order.number} would be too large. Change it there first.`;
    throw new Refusal("conflict", message);
  }
  return { ...line, unitPriceCents, taxRateId: follows.id, taxCategory: follows.category, taxPercent: follows.percent };
}

const isOpen = ({ order }: store.LockedJob) => order.stage === "quote" || order.stage === "order";

function presented(follows: changes.RateChange["follows"]): FollowingRate | null {
  if (follows === null) return null;
  const { category: _, ...rate } = follows;
  return rate;
}
