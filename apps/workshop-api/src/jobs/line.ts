import { divideRounded, scaledInteger } from "@mechanicbuddy/contract/decimal";
import { invalid } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { lineAmounts, type PriceMode, type TaxCategory } from "@mechanicbuddy/contract/totals";
import type { addLine, partStatuses, updateLine } from "@mechanicbuddy/contract/work-orders";
import { inMode } from "../parts/parts.ts";
import type { LineContent } from "../work-orders/work-orders.ts";

export type PartStatus = (typeof partStatuses)[number];

/** A line as it is stored. */
export interface LineState extends LineContent {
  costCents: number | null;
  storageId: string | null;
  partStatus: PartStatus | null;
  employeeId: string | null;
}

/** What a line may take its values from: the part, the hour's price, the rate of today. */
export interface Sources {
  part: {
    id: string;
    code: string | null;
    name: string;
    unit: LineState["unit"];
    priceCents: number | null;
    priceMode: PriceMode;
    discountPercent: number;
    storageId: string | null;
  } | null;
  labour: { priceCents: number; priceMode: PriceMode } | null;
  /** The typed rate, else the part's or labour's of today, else the default. */
  taxRate: { id: string; category: TaxCategory; percent: number } | null;
  storageExists: boolean;
  employeeExists: boolean;
}

type Body = Omit<Input<typeof addLine>["body"], "kind" | "quantity"> &
  Partial<Pick<Input<typeof addLine>["body"], "kind" | "quantity">>;

/** Refuses what names something that is not there, before anything is built from it. */
export function mustFit(body: Body, sources: Sources): void {
  if (body.partId != null && sources.part === null) {
    throw invalid({ partId: "This part does not exist any more; choose another one or type the line freely." });
  }
  if (body.storageId != null && !sources.storageExists) {
    throw invalid({ storageId: "This storage does not exist any more; choose another one." });
  }
  if (body.employeeId != null && !sources.employeeExists) {
    throw invalid({ employeeId: "This person does not exist any more; choose somebody else." });
  }
  if (body.taxRateId !== undefined && sources.taxRate === null) {
    throw invalid({ taxRateId: "This tax rate does not exist any more. Choose another." });
  }
}

/** A new line: what was typed, and for the rest what the part, the labour rate and the customer's discount say. */
export function newLine(
  id: string,
  body: Input<typeof addLine>["body"],
  { part, labour, taxRate }: Sources,
  terms: { priceMode: PriceMode; discountPercent: number },
): LineState {
  const isPart = body.kind === "part";
  const source = isPart ? part : body.kind === "labour" ? labour : null;
  const description = body.description ?? part?.name;
  if (description === undefined) throw invalid({ description: "Describe the line." });
  if (taxRate === null) throw invalid({ taxRateId: "There is no default tax rate. Choose one." });
  const todayCents =
    source === null || source.priceCents === null
      ? 0
      : inMode({ cents: source.priceCents, mode: source.priceMode }, terms.priceMode, taxRate.percent);
  return checked({
    id,
    kind: body.kind,
    code: body.code ?? part?.code ?? null,
    description,
    quantity: body.quantity,
    unit: body.unit ?? (isPart && part !== null ? part.unit : body.kind === "labour" ? "HUR" : "C62"),
    unitPriceCents: body.unitPriceCents ?? todayCents,
    discountPercent: body.discountPercent ?? Math.max(part?.discountPercent ?? 0, terms.discountPercent),
    taxRateId: taxRate.id,
    costCents: body.costCents ?? null,
    partId: body.partId ?? null,
    storageId: body.storageId ?? part?.storageId ?? null,
    partStatus: isPart ? "needed" : null,
    employeeId: body.employeeId ?? null,
  });
}

/** The line after a change. Another part brings its own name, unit and price unless these were typed along. */
export function changedLine(
  before: LineState,
  { version: _, jobId: __, ...body }: Input<typeof updateLine>["body"],
  { part, taxRate }: Sources,
  priceMode: PriceMode,
): LineState {
  const isOtherPart = part !== null && part.id !== before.partId;
  const ofPart =
    isOtherPart && taxRate !== null
      ? {
          code: part.code,
          description: part.name,
          unit: part.unit,
          storageId: part.storageId,
          taxRateId: taxRate.id,
          costCents: null,
          ...(part.priceCents === null
            ? {}
            : { unitPriceCents: inMode({ cents: part.priceCents, mode: part.priceMode }, priceMode, taxRate.percent) }),
        }
      : {};
  const typed = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  const after: LineState = { ...before, ...ofPart, ...typed };
  if (after.kind === "part") return checked({ ...after, partStatus: after.partStatus ?? "needed" });
  return checked({ ...after, partId: null, storageId: null, partStatus: null });
}

function checked(line: LineState): LineState {
  if (line.kind !== "part" && (line.partId !== null || line.storageId !== null)) {
    throw invalid({ partId: "Only a part line takes a part from stock. Change its kind to part." });
  }
  const thousandths = scaledInteger(line.quantity, 3, "quantity");
  if (thousandths === 0n) throw invalid({ quantity: "Enter how many." });
  if (thousandths < 0n && line.kind !== "part" && line.kind !== "fee") {
    throw invalid({ quantity: "Only parts and fees can be negative, for what is handed back." });
  }
  return line;
}

/** True when the change touches what has left the shelf: it must come back first. */
export function changesStock(before: LineState, after: LineState): boolean {
  return (
    before.kind !== after.kind ||
    before.partId !== after.partId ||
    before.storageId !== after.storageId ||
    scaledInteger(before.quantity, 3, "quantity") !== scaledInteger(after.quantity, 3, "quantity")
  );
}

/** True when the line would be sold for less than it costs, VAT aside. Free and returned goods are no sale. */
export function isBelowCost(
  line: LineState,
  terms: { priceMode: PriceMode; taxPercent: number; unitCostCents: number | null },
): boolean {
  const { totalCents } = lineAmounts(line);
  if (terms.unitCostCents === null || totalCents <= 0) return false;
  const netCents = inMode({ cents: totalCents, mode: terms.priceMode }, "net", terms.taxPercent);
  const cost = divideRounded(scaledInteger(line.quantity, 3, "quantity") * BigInt(terms.unitCostCents), 1000n);
  return BigInt(netCents) < cost;
}
