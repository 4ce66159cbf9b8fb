import type { Input } from "@mechanicbuddy/contract/route";
import { type DocumentTotals, documentTotals, type TaxedLine } from "@mechanicbuddy/contract/totals";
import type { addLine, Line } from "@mechanicbuddy/contract/work-orders";
import type { Context } from "@mechanicbuddy/platform/context";
import * as parts from "../parts/parts.ts";
import type { LineContent } from "../work-orders/work-orders.ts";
import * as jobStore from "./job-store.ts";
import { canned } from "./jobs.ts";
import * as lineRules from "./line.ts";
import * as store from "./store.ts";

/** A job as it would be written now: today's prices of parts, hours and canned work, and what of it is on the shelf. */
export interface Forecast {
  lines: { description: string; quantity: string; unit: Line["unit"]; grossCents: number; available: string | null }[];
  totals: DocumentTotals;
}

interface Wanted {
  cannedJobId?: string | undefined;
  lines: readonly Input<typeof addLine>["body"][];
}

/** What a job would come to if it were added to the order. Writes nothing. */
export async function forecast(ctx: Context, orderId: string, { cannedJobId, lines }: Wanted): Promise<Forecast> {
  const terms = await jobStore.termsOf(ctx, orderId);
  const [job] = cannedJobId === undefined ? [] : await canned(ctx, terms, [cannedJobId], "cannedJobId");
  const typed = await Promise.all(
    lines.map(async (body) => lineRules.newLine("", body, await store.sources(ctx, body), terms)),
  );
  const all: Omit<LineContent, "id">[] = [...(job?.lines ?? []), ...typed];
  const [rates, shelf] = await Promise.all([
    store.taxRates(ctx, [...new Set(all.map(({ taxRateId }) => taxRateId))]),
    parts.getMany(ctx, [...new Set(all.flatMap(({ partId }) => partId ?? []))]),
  ]);
  const taxed = all.map((line): TaxedLine => {
    const rate = rates.find(({ id }) => id === line.taxRateId);
    if (rate === undefined) throw new Error(`Tax rate ${line.taxRateId} is not there`);
    return { ...line, taxCategory: rate.category, taxPercent: rate.percent };
  });
  const totals = documentTotals({ priceMode: terms.priceMode, taxTreatment: terms.taxTreatment, lines: taxed });
  return {
    totals,
    lines: all.map(({ description, quantity, unit, partId }, at) => ({
      description,
      quantity,
      unit: unit as Line["unit"],
      grossCents: totals.lines[at]?.grossCents ?? 0,
      available: shelf.find(({ id }) => id === partId)?.available ?? null,
    })),
  };
}
