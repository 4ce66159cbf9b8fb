import { scaledInteger } from "@mechanicbuddy/contract/decimal";
import type { Unit } from "@mechanicbuddy/contract/parts";
import { lineAmounts, type PriceMode } from "@mechanicbuddy/contract/totals";
import type { jobKinds } from "@mechanicbuddy/contract/work-orders";
import type { Static } from "typebox";
import { inMode, quantityText } from "../parts/parts.ts";
import { spreadOver } from "./fixed-price.ts";

export type LineKind = "labour" | "part" | "fee" | "sublet";

/** A line of a canned job with what its part or labour rate says today; prices and costs only where they may be seen. */
export interface CannedLine {
  kind: LineKind;
  code: string | null;
  description: string;
  quantity: string;
  unit: Static<typeof Unit>;
  discountPercent: number;
  taxRateId: string | null;
  partId: string | null;
  labourRateId: string | null;
  /** As typed, in the canned job's price mode; null is the source's price of today. */
  unitPriceCents?: number | null;
  /** Price of the part or labour rate, in the mode it was typed in. */
  sourcePriceCents?: number | null;
  sourcePriceMode?: PriceMode | null;
  costCents?: number | null;
  /** The rate that applies today. */
  taxRateTodayId: string;
  taxPercent: string;
  partCode: string | null;
  partDiscountPercent: number | null;
  storageId: string | null;
  /** Its part is gone from the catalogue, or nobody knows what the part or the hour costs. */
  missing: boolean;
}

/** A line as people write it. */
export interface LineState
  extends Pick<CannedLine, "kind" | "code" | "description" | "quantity" | "unit" | "discountPercent"> {
  unitPriceCents: number | null;
  costCents: number | null;
  taxRateId: string | null;
  partId: string | null;
  labourRateId: string | null;
}

/** Everything people write about a canned job, nothing left out. */
export interface CannedState {
  code: string;
  title: string;
  category: string;
  kind: (typeof jobKinds)[number];
  complaint: string | null;
  correction: string | null;
  priceMode: PriceMode;
  fixedPriceCents: number | null;
  fits: { makes: string[]; engines: string[] } | null;
  dueItem: { title: string; months: number | null; distance: number | null } | null;
  lines: LineState[];
}

/** What must be corrected before saving, one sentence per field. */
export function faultsOf({ fixedPriceCents, lines }: CannedState): Record<string, string> {
  const faults: Record<string, string> = {};
  if (fixedPriceCents !== null && lines.length === 0) {
    faults.fixedPriceCents = "Add at least one line; the fixed price is spread over the lines.";
  }
  lines.forEach((line, index) => {
    const isOwn = line.kind === "part" || line.kind === "labour";
    const thousandths = scaledInteger(line.quantity, 3, "quantity");
    if (thousandths === 0n) faults[`lines.${index}.quantity`] = "Enter how many.";
    if (thousandths < 0n && line.kind !== "part" && line.kind !== "fee") {
      faults[`lines.${index}.quantity`] = "Only parts and fees can be negative, for what is handed back.";
    }
    if (line.partId !== null && line.kind !== "part")
      faults[`lines.${index}.partId`] = "Only a part line names a part.";
    if (line.labourRateId !== null && line.kind !== "labour") {
      faults[`lines.${index}.labourRateId`] = "Only labour has a labour rate.";
    }
    if (!isOwn && line.unitPriceCents === null) {
      faults[`lines.${index}.unitPriceCents`] = "Enter a price; only parts and labour have one of their own.";
    }
  });
  return faults;
}

/** What decides the price of a canned job. */
export interface PricedJob {
  priceMode: PriceMode;
  fixedPriceCents: number | null;
  lines: CannedLine[];
}

export interface PricedCannedJob extends PricedJob {
  title: string;
  kind: (typeof jobKinds)[number];
  complaint: string | null;
  correction: string | null;
}

/** A line of an order yet to be written: the columns of `lines` without ids of their own. */
export interface NewLine {
  kind: LineKind;
  code: string | null;
  description: string;
  quantity: string;
  unit: Static<typeof Unit>;
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
  const { unitPriceCents = null, sourcePriceCents = null, sourcePriceMode = null, taxPercent } = line;
  if (unitPriceCents !== null) return inMode({ cents: unitPriceCents, mode: jobMode }, wanted, taxPercent);
  if (sourcePriceCents === null || sourcePriceMode === null) return null;
  return inMode({ cents: sourcePriceCents, mode: sourcePriceMode }, wanted, taxPercent);
}

/** The job's lines as an order takes them: at today's prices less the customer's discount, or at exactly its fixed price. */
export function priceLines(job: PricedJob, { priceMode, discountPercent }: Terms): NewLine[] {
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
export function missingOf(job: PricedJob): string[] {
  return job.lines.filter((line) => line.missing).map((line) => line.description);
}

/** Hours of labour, as a decimal. */
export function hoursOf(lines: readonly Pick<CannedLine, "kind" | "quantity">[]): string {
  const hours = lines
    .filter((line) => line.kind === "labour")
    .reduce((sum, line) => sum + scaledInteger(line.quantity, 3, "quantity"), 0n);
  return quantityText(hours);
}

/** What the job costs today in a price mode, before any customer's discount. */
export function totalToday(job: PricedJob, priceMode: PriceMode): number {
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
    costCents: line.costCents ?? null,
    partId: line.partId,
    storageId: line.storageId,
    partStatus: line.kind === "part" ? "needed" : null,
  };
}
