import { decimalText, scaledInteger } from "@mechanicbuddy/contract/decimal";
import type { Part, PartRow } from "@mechanicbuddy/contract/parts";
import type { PriceMode } from "@mechanicbuddy/contract/totals";
import { inMode, marginPercent } from "./price.ts";

/** Thousandths as people write them: 4500n is "4.5". */
export function quantityText(thousandths: bigint): string {
  return decimalText(thousandths, 3).replace(/\.?0+$/, "");
}

/** Everything people write about a part, nothing left out. */
export interface PartState {
  code: string | null;
  name: string | null;
  brand: string | null;
  oemNumbers: string[];
  barcodes: string[];
  unit: Part["unit"];
  salePriceCents: number | null;
  priceMode: PriceMode;
  taxRateId: string | null;
  discountPercent: number | null;
  stocked: boolean;
  reorderPoint: string | null;
  reorderTo: string | null;
  supplierId: string | null;
  storageId: string | null;
  note: string | null;
}

/** A part nothing is known of yet. */
export function blankPart(priceMode: PriceMode): PartState {
  return {
    code: null,
    name: null,
    brand: null,
    oemNumbers: [],
    barcodes: [],
    unit: "C62",
    salePriceCents: null,
    priceMode,
    taxRateId: null,
    discountPercent: null,
    stocked: true,
    reorderPoint: null,
    reorderTo: null,
    supplierId: null,
    storageId: null,
    note: null,
  };
}

/** A part known by its code alone is called by it; numbers named twice are kept once. */
export function settled(part: PartState): PartState {
  const once = (texts: string[]) => [...new Set(texts)];
  return { ...part, name: part.name ?? part.code, oemNumbers: once(part.oemNumbers), barcodes: once(part.barcodes) };
}

/** What must be corrected before saving, one sentence per field. */
export function faultsOf({ name, reorderPoint, reorderTo }: PartState): Record<string, string> {
  const faults: Record<string, string> = {};
  const point = reorderPoint === null ? 0n : scaledInteger(reorderPoint, 3, "reorderPoint");
  const upTo = reorderTo === null ? undefined : scaledInteger(reorderTo, 3, "reorderTo");
  if (name === null) faults.name = "Enter a name or a code.";
  if (point < 0n) faults.reorderPoint = "Enter 0 or more.";
  if (upTo !== undefined && upTo <= 0n) faults.reorderTo = "Enter more than 0.";
  else if (upTo !== undefined && upTo < point) faults.reorderTo = "Order up to at least the reorder point.";
  return faults;
}

/** What a price and a margin are made of; each is there only for who may see it. */
export interface PriceFacts {
  salePriceCents?: number | null;
  priceMode?: PriceMode;
  /** The workshop's mode of today. */
  shownMode?: PriceMode;
  taxPercent?: string;
  /** Average, else last, else newest supplier price of one unit. */
  unitCostCents?: number | null;
}

export type RawRow = Omit<PartRow, "salePriceCents" | "marginPercent"> & PriceFacts;

/** A row of a list with its price in the workshop's mode and its margin. */
export function shownRow({ salePriceCents, priceMode, shownMode, taxPercent, unitCostCents, ...row }: RawRow): PartRow {
  if (salePriceCents === undefined || priceMode === undefined || shownMode === undefined) return row;
  const price = priceIn({ salePriceCents, priceMode, taxPercent }, shownMode);
  const margin =
    unitCostCents === undefined
      ? {}
      : { marginPercent: marginOf({ salePriceCents, priceMode, taxPercent, unitCostCents }) };
  return { ...row, salePriceCents: price, ...margin };
}

/** Margin of a part at its sale price. */
export function marginOf({ unitCostCents = null, ...price }: PriceFacts): number | null {
  return marginPercent(priceIn(price, "net"), unitCostCents);
}

function priceIn({ salePriceCents, priceMode, taxPercent }: PriceFacts, wanted: PriceMode): number | null {
  if (salePriceCents == null || priceMode === undefined) return null;
  return inMode({ cents: salePriceCents, mode: priceMode }, wanted, taxPercent ?? 0);
}
