import { divideRounded, scaledInteger } from "@mechanicbuddy/contract/decimal";
import { Refusal } from "@mechanicbuddy/contract/problem";
import {
  type DocumentTotals,
  documentTotals,
  lineAmounts,
  type PricedLine,
  type PriceMode,
  type TaxedLine,
  type TaxTreatment,
} from "@mechanicbuddy/contract/totals";

/** What the totals of an order depend on beside its lines. */
export interface PriceTerms {
  priceMode: PriceMode;
  taxTreatment: TaxTreatment;
}

/** A cancelled order is not worked on: it is opened again first. */
export function refuseCancelled(order: { number: number; stage: string }): void {
  if (order.stage === "cancelled") {
    throw new Refusal("conflict", `Order ${order.number} is cancelled. Open it again to change it.`);
  }
}

/** True for jobs that would be on an invoice issued now: drafts and approved ones, for the customer. */
export function isBilled(job: { billing: string; authorisation: string }): boolean {
  return job.billing === "customer" && (job.authorisation === "draft" || job.authorisation === "approved");
}

/** Totals of the jobs that would be invoiced now. */
export function billedTotals(
  terms: PriceTerms,
  jobs: readonly { billing: string; authorisation: string; lines: readonly TaxedLine[] }[],
): DocumentTotals {
  return documentTotals({ ...terms, lines: jobs.filter(isBilled).flatMap((job) => job.lines) });
}

/** Sum of lines in the order's price mode. */
export function linesCents(lines: readonly PricedLine[]): number {
  return lines.reduce((sum, line) => sum + lineAmounts(line).totalCents, 0);
}

/** What the customer would pay for these lines alone, VAT included: the sum an approval is about. */
export function grossCents(terms: PriceTerms, lines: readonly TaxedLine[]): number {
  return documentTotals({ ...terms, lines }).totalCents;
}

/** Margin in percent of net with two decimals; null when nothing is charged or the cost of a part or sublet is not known. */
export function marginPercent(
  totals: DocumentTotals,
  lines: readonly { kind: string; quantity: string; costCents?: number | null | undefined }[],
): number | null {
  if (totals.netCents === 0) return null;
  let cost = 0n;
  for (const line of lines) {
    if (line.costCents != null) {
      cost += divideRounded(scaledInteger(line.quantity, 3, "quantity") * BigInt(line.costCents), 1000n);
    } else if (line.kind === "part" || line.kind === "sublet") {
      return null;
    }
  }
  const net = BigInt(totals.netCents);
  const margin = net < 0n ? cost - net : net - cost;
  return Number(divideRounded(margin * 10_000n, net < 0n ? -net : net)) / 100;
}

/** What people write about a customer in an order. In the audit log it stands beside the chain, so that it can be erased. */
export const personalFields = ["concern", "internalNote", "customerReference", "orderedBy", "cancelReason"] as const;
