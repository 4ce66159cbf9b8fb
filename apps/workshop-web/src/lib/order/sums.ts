import { type DocumentTotals, documentTotals, type LineTotals, type TaxedLine } from "@mechanicbuddy/contract/totals";
import type { Job, Line, WorkOrder } from "@mechanicbuddy/contract/work-orders";
import type { EditorLine, Rate } from "@mechanicbuddy/ui/line";

/** Lines of jobs as they are being typed, by job; where nobody types, the saved ones count. */
export type Typed = Record<string, TaxedLine[]>;

/** False for a part that was dropped or went back: it stays on record, but nobody pays for it. */
export const isLive = ({ partStatus }: Pick<Line, "partStatus">) =>
  partStatus !== "returned" && partStatus !== "dropped";

/** True for jobs that would be on an invoice issued now. */
export const isBilled = (job: Job) =>
  job.billing === "customer" && (job.authorisation === "draft" || job.authorisation === "approved");

/** Totals of some jobs by the contract's own arithmetic, typed changes included. Undefined without the right to see prices. */
export function totalsOf(order: WorkOrder, jobs: readonly Job[], typed: Typed): DocumentTotals | undefined {
  const { priceMode, totals, customer } = order;
  if (priceMode === undefined || totals === undefined) return undefined;
  const lines = jobs.flatMap((job) => typed[job.id] ?? job.lines.filter(isLive).map(priced));
  return documentTotals({ priceMode, taxTreatment: customer?.taxTreatment ?? "standard", lines });
}

function priced({ quantity, unitPriceCents = 0, discountPercent = 0, taxCategory, taxPercent }: Line): TaxedLine {
  return { quantity, unitPriceCents, discountPercent, taxCategory, taxPercent };
}

/** The most one piece may cost, by the contract. */
const most = 999_999_999;

/**
 * What the editor made of each line, as pieces that cost just as much. An exempt line has lost its rate there, so the
 * rate is looked up again: VAT contained in gross prices has to be taken out.
 */
export function pieces(
  totals: readonly LineTotals[],
  lines: readonly EditorLine[],
  rates: readonly Rate[],
): TaxedLine[] {
  return totals.flatMap((line, index) => {
    const rate = line.category === "S" ? undefined : rates.find(({ id }) => id === lines[index]?.taxRateId);
    const tax = { taxCategory: rate?.category ?? line.category, taxPercent: rate?.percent ?? line.percent };
    const quantity = line.totalCents < 0 ? "-1" : "1";
    const found: TaxedLine[] = [];
    for (let left = Math.abs(line.totalCents); left > 0; left -= most) {
      found.push({ quantity, unitPriceCents: Math.min(left, most), discountPercent: 0, ...tax });
    }
    return found;
  });
}
