import { formatDocumentNumber, numberPatternProblems } from "@mechanicbuddy/contract/number-pattern";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { NumberSeries, updateNumberSeries } from "@mechanicbuddy/contract/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import * as store from "./series-store.ts";

const kinds = {
  work_order: "Work order",
  invoice: "Invoice",
  credit_note: "Credit note",
  receipt: "Receipt",
  purchase_order: "Purchase order",
} as const;

export async function list(ctx: Context): Promise<NumberSeries[]> {
  return (await store.list(ctx)).map(presented);
}

/** Changes a pattern or raises the next number. A number that was given out is never given out again. */
export async function update(
  ctx: Context,
  id: string,
  { version, ...change }: Input<typeof updateNumberSeries>["body"],
): Promise<NumberSeries> {
  const [before] = await store.list(ctx, id);
  if (before === undefined) throw notFound();
  if (version !== before.version) {
    throw new Refusal("conflict", `${kinds[before.kind]} numbers were changed meanwhile.`, {
      current: presented(before),
    });
  }
  const after = { ...before, ...change };
  const [fault] = numberPatternProblems(after.pattern, after.resets);
  if (fault !== undefined) throw invalid({ pattern: fault.message });
  if (after.next < before.next) await refuseLowering(ctx, before);

  const { shared, highest } = await store.findStanding(ctx, after);
  if (shared) throw invalid({ pattern: "Invoices and credit notes need patterns that differ." });
  // Years part the counts of a series that resets; without them the highest one of all years counts.
  if (after.resets === "never") after.next = Math.max(after.next, highest + 1);
  const number = printed(after);
  if (await store.isTaken(ctx, after.kind, number)) {
    throw invalid({ pattern: `The number ${number} exists already. Choose another pattern or a higher number.` });
  }
  await store.update(ctx, after);
  const [saved] = await store.list(ctx, id);
  if (saved === undefined) throw notFound();
  audit.record(ctx, {
    action: "number-series.update",
    entityKind: "number_series",
    entityId: id,
    before: presented(before),
    after: presented(saved),
  });
  return presented(saved);
}

async function refuseLowering(ctx: Context, before: store.Series): Promise<never> {
  const last = printed({ ...before, next: Math.max(1, before.next - 1) });
  const isTaken = await store.isTaken(ctx, before.kind, last);
  const why = isTaken ? `${kinds[before.kind]} ${last} exists` : `The next number was set to ${before.next} before`;
  throw invalid({ next: `${why}; the next number cannot be below ${before.next}.` });
}

function printed({ pattern, next, today }: store.Series): string {
  return formatDocumentNumber(pattern, { n: next, date: today });
}

function presented(series: store.Series): NumberSeries {
  const { today: _, ...shown } = series;
  return { ...shown, preview: printed(series) };
}
