import { formatAmount, moneyDecimal, parseMoney } from "@mechanicbuddy/contract/money";
import { type LineKind, parseQuantity } from "@mechanicbuddy/contract/quantity-input";
import {
  type DocumentTotals,
  documentTotals,
  lineAmounts,
  type PriceMode,
  type TaxCategory,
  type TaxTreatment,
} from "@mechanicbuddy/contract/totals";
import type { Words } from "./words.ts";

/** A line of a job as the editor shows it. Price in the order's price mode, whole minor units. */
export type EditorLine = {
  id: string;
  /** Sent back on saving, so that a clash is noticed. */
  version: number;
  kind: LineKind;
  code: string | null;
  description: string;
  /** Decimal string with at most three decimals. */
  quantity: string;
  /** How the unit is said: "h", "pc", "l". */
  unit: string;
  unitPriceCents: number;
  discountPercent: number;
  taxRateId: string;
};

/** A VAT rate one may choose. */
export type Rate = { id: string; label: string; percent: number; category: TaxCategory };

/** What a line editor saves. */
export type LineValues = Omit<EditorLine, "id" | "version" | "unit">;

/** A line while somebody types in it. */
export type LineDraft = {
  kind: LineKind;
  code: string;
  description: string;
  quantity: string;
  price: string;
  discount: string;
  taxRateId: string;
};

export type LineProblem = { field: keyof LineDraft; message: string };

/** Answer of the site to adding, saving or deleting. `theirs` is there when somebody else was quicker. */
export type LineSaved =
  | { ok: true; lines: EditorLine[] }
  | { ok: false; message: string; theirs?: { who: string; line: EditorLine } };

/** The fields of a line as text, ready to be typed in. */
export function draftOf(line: EditorLine, currency: string): LineDraft {
  return {
    kind: line.kind,
    code: line.code ?? "",
    description: line.description,
    quantity: line.quantity,
    price: moneyDecimal(line.unitPriceCents, currency),
    discount: line.discountPercent ? String(line.discountPercent) : "",
    taxRateId: line.taxRateId,
  };
}

export function sameDraft(one: LineDraft, other: LineDraft): boolean {
  return (Object.keys(one) as (keyof LineDraft)[]).every((key) => one[key] === other[key]);
}

/** What a draft means, or what is wrong with it and where. */
export function readDraft(
  draft: LineDraft,
  { currency, discountMax, words }: { currency: string; discountMax: number; words: Words["lines"] },
): { ok: true; values: LineValues } | { ok: false; problems: LineProblem[] } {
  const problems: LineProblem[] = [];
  const complain = (field: keyof LineDraft, message: string) => problems.push({ field, message });

  const description = draft.description.trim();
  if (!description) complain("description", words.missingText);

  const quantity = parseQuantity(draft.quantity, draft.kind);
  if (!quantity.ok) {
    const said = { empty: words.missingQuantity, zero: words.zeroQuantity };
    complain("quantity", quantity.reason in said ? said[quantity.reason as keyof typeof said] : words.badQuantity);
  }

  const price = draft.price.trim() === "" ? ({ ok: true, cents: 0 } as const) : parseMoney(draft.price, currency);
  const priceFits = price.ok && price.cents >= 0 && price.cents <= 999_999_999;
  if (!priceFits) complain("price", words.badPrice);

  const percent = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(draft.discount.trim() || "0");
  const discount = percent ? Number(`${percent[1]}.${percent[2] ?? "0"}`) : Number.NaN;
  if (!(discount >= 0 && discount <= discountMax)) complain("discount", words.badDiscount(String(discountMax)));

  if (problems.length > 0 || !quantity.ok || !price.ok) return { ok: false, problems };
  return {
    ok: true,
    values: {
      kind: draft.kind,
      code: draft.code.trim() || null,
      description,
      quantity: quantity.quantity,
      unitPriceCents: price.cents,
      discountPercent: discount,
      taxRateId: draft.taxRateId,
    },
  };
}

/** Total of one line in the order's price mode, written for its column. */
export function lineTotal(line: LineValues, currency: string, locale: string): string {
  return formatAmount(lineAmounts(line).totalCents, currency, locale);
}

/** Totals of a job by the contract's own arithmetic, so that screen, paper and ledger agree to the cent. */
export function jobTotals(
  lines: LineValues[],
  { rates, priceMode, taxTreatment }: { rates: Rate[]; priceMode: PriceMode; taxTreatment?: TaxTreatment },
): DocumentTotals {
  const rateOf = new Map(rates.map((rate) => [rate.id, rate]));
  return documentTotals({
    priceMode,
    taxTreatment,
    lines: lines.map((line) => ({
      ...line,
      taxCategory: rateOf.get(line.taxRateId)?.category ?? "S",
      taxPercent: rateOf.get(line.taxRateId)?.percent ?? 0,
    })),
  });
}

/**
 * Lines pasted from a spreadsheet: columns apart by tabs, the last number a price, the one before it a quantity;
 * of two texts the first is a code. Undefined when the text is no table.
 */
export function readPasted(text: string, taxRateId: string): LineDraft[] | undefined {
  const rows = text
    .replace(/\r/g, "")
    .split("\n")
    .filter((row) => row.trim() !== "");
  if (rows.length === 0 || !rows.some((row) => row.includes("\t"))) return undefined;
  return rows.map((row) => {
    const cells = row.split("\t").map((cell) => cell.trim());
    const isNumber = (cell: string) => /^-?[\d\s'’.,]*\d$/.test(cell);
    const firstNumber = cells.findIndex((cell, index) => index > 0 && isNumber(cell));
    const texts = (firstNumber === -1 ? cells : cells.slice(0, firstNumber)).filter(Boolean);
    const numbers = firstNumber === -1 ? [] : cells.slice(firstNumber).filter(isNumber);
    return {
      kind: "part",
      code: texts.length > 1 ? (texts[0] ?? "") : "",
      description: (texts.length > 1 ? texts.slice(1) : texts).join(" "),
      quantity: numbers.length > 1 ? (numbers[0] ?? "1") : "1",
      price: numbers.at(-1) ?? "",
      discount: "",
      taxRateId,
    };
  });
}
