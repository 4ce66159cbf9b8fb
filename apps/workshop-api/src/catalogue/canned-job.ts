import { scaledInteger } from "@mechanicbuddy/contract/decimal";
import { lineAmounts, type PriceMode } from "@mechanicbuddy/contract/totals";
import { inMode, quantityText } from "../parts/parts.ts";
import { spreadOver } from "./fixed-price.ts";

export type LineKind = "labour" | "part" | "fee" | "sublet";

/** A line of a canned job as it was typed, with what its part or labour rate says today. */
export interface CannedLine {
  kind: LineKind;
  code: string | null;
  description: string;
  quantity: string;
  unit: string;
  discountPercent: number;
  /** As typed, in the canned job's price mode; null is the source's price of today. */
  unitPriceCents: number | null;
  costCents: number | null;
  taxRateId: string | null;
  partId: string | null;
  labourRateId: string | null;
  /** Price of the part or labour rate, in the mode it was typed in. */
  sourcePriceCents: number | null;
  sourcePriceMode: PriceMode | null;
  /** The rate that applies today. */
  taxRateTodayId: string;
  taxPercent: string;
  partCode: string | null;
  partArchived: boolean | null;
  partDiscountPercent: number | null;
  storageId: string | null;
}

export interface CannedJob {
  title: string;
  kind: "repair" | "service" | "diagnosis" | "inspection";
  complaint: string | null;
  correction: string | null;
  priceMode: PriceMode;
  fixedPriceCents: number | null;
  lines: CannedLine[];
}

/** A line of an order yet to be written: the columns of `lines` without ids of their own. */
export interface NewLine {
  kind: LineKind;
  code: string | null;
  description: string;
  quantity: string;
  unit: string;
  unitPriceCents: number;
  discountPercent: number;
  taxRateId: string;
  costCents: number | null;
  partId: string | null;
  storageId: string | null;
  partStatus: "needed" | null;
}

/** The mode of the order's prices and what its customer is given on every new line. */
export interface Terms {
  priceMode: PriceMode;
  discountPercent: number;
}

/** Price of one unit today in a mode; null when neither typed nor known. */
export function priceToday(line: CannedLine, jobMode: PriceMode, wanted: PriceMode): number | null {
  if (line.unitPriceCents !== null) {
    return inMode({ cents: line.unitPriceCents, mode: jobMode }, wanted, line.taxPercent);
  }
  if (line.sourcePriceCents === null || line.sourcePriceMode === null) return null;
  return inMode({ cents: line.sourcePriceCents, mode: line.sourcePriceMode }, wanted, line.taxPercent);
}

/** The part is gone from the catalogue, or nobody knows what the part or the hour costs. */
export function isMissing(line: CannedLine): boolean {
  const unpriced = line.unitPriceCents === null && line.sourcePriceCents === null;
  return line.partArchived === true || (unpriced && (line.kind === "part" || line.kind === "labour"));
}

/** The job's lines as an order takes them: at today's prices less the customer's discount, or at exactly its fixed price. */
export function priceLines(job: CannedJob, { priceMode, discountPercent }: Terms): NewLine[] {
  if (job.fixedPriceCents === null) {
    return job.lines.map((line) => newLine(line, priceToday(line, job.priceMode, priceMode), discountPercent));
  }
  const lines = job.lines.map((line) => ({
    ...newLine(line, priceToday(line, job.priceMode, job.priceMode), 0),
    taxPercent: line.taxPercent,
  }));
  const price = { cents: job.fixedPriceCents, mode: job.priceMode, wanted: priceMode };
  return spreadOver(lines, price).map(({ taxPercent: _, ...line }) => line);
}

/** Descriptions of what is missing, for a warning beside the job. */
export function missingOf(job: CannedJob): string[] {
  return job.lines.filter(isMissing).map((line) => line.description);
}

/** Hours of labour, as a decimal. */
export function hoursOf(lines: readonly Pick<CannedLine, "kind" | "quantity">[]): string {
  const hours = lines
    .filter((line) => line.kind === "labour")
    .reduce((sum, line) => sum + scaledInteger(line.quantity, 3, "quantity"), 0n);
  return quantityText(hours);
}

/** What the job costs today in a price mode, before any customer's discount. */
export function totalToday(job: CannedJob, priceMode: PriceMode): number {
  const lines = priceLines(job, { priceMode, discountPercent: 0 });
  return lines.reduce((sum, line) => sum + lineAmounts(line).totalCents, 0);
}

/** A discount typed into the canned job stands; else the part's or the customer's, whichever is better for the customer. */
function newLine(line: CannedLine, unitPriceCents: number | null, customerDiscount: number): NewLine {
  const usual = Math.max(line.partDiscountPercent ?? 0, customerDiscount);
  return {
    kind: line.kind,
    code: line.code ?? line.partCode,
    description: line.description,
    quantity: line.quantity,
    unit: line.unit,
    unitPriceCents: unitPriceCents ?? 0,
    discountPercent: line.discountPercent > 0 ? line.discountPercent : usual,
    taxRateId: line.taxRateTodayId,
    costCents: line.costCents,
    partId: line.partId,
    storageId: line.storageId,
    partStatus: line.kind === "part" ? "needed" : null,
  };
}
