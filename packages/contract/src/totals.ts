/** Lines, VAT and totals of an order, estimate or invoice. Screen, API, PDF and e-invoice all ask here. */

import { divideRounded, safeNumber, scaledInteger, wholeNumber } from "./decimal.ts";
import { apportion } from "./largest-remainder.ts";

/** How many of something a line may have; three decimals at most. */
export const quantityBounds = { min: "-99999.999", max: "99999.999" } as const;
/** What one may cost, in minor units. */
export const unitPriceCentsBounds = { min: 0, max: 999_999_999 } as const;
/** How much a line may be discounted; a positive discount lowers the price. */
export const discountPercentBounds = { min: 0, max: 100 } as const;

/** VAT category codes of EN 16931 (UNCL 5305). Only `S` carries VAT. Groups are printed in this order. */
export const taxCategories = ["S", "Z", "E", "AE", "K", "G", "O"] as const;
export type TaxCategory = (typeof taxCategories)[number];
/** Whether typed prices are without (`net`) or with (`gross`) VAT. */
export type PriceMode = "net" | "gross";
/** How the customer is taxed: `reverse_charge` and `exempt` turn standard-rated lines into category `AE` and `E`. */
export type TaxTreatment = "standard" | "reverse_charge" | "exempt";

/** Quantity is a decimal string with at most 3 decimals, percentages have at most 2 (a string is read exactly too). */
export type PricedLine = { quantity: string; unitPriceCents: number; discountPercent: number | string };
export type TaxedLine = PricedLine & { taxCategory: TaxCategory; taxPercent: number | string };

/** In the price mode of the order: `totalCents` = `amountCents` − `discountCents`. */
export type LineAmounts = { amountCents: number; discountCents: number; totalCents: number };
/** `category` and `percent` are those charged. Σ `netCents` and Σ `grossCents` of lines are those of the document. */
export type LineTotals = LineAmounts & {
  category: TaxCategory;
  percent: number;
  netCents: number;
  grossCents: number;
};
export type TaxGroup = {
  category: TaxCategory;
  percent: number;
  netCents: number;
  vatCents: number;
  grossCents: number;
};
/** `totalCents` is what the customer owes: `netCents` + `vatCents`. Lines keep the order given; groups have their own. */
export type DocumentTotals = {
  lines: LineTotals[];
  groups: TaxGroup[];
  netCents: number;
  vatCents: number;
  totalCents: number;
};

const MAX_QUANTITY_THOUSANDTHS = scaledInteger(quantityBounds.max, 3, "quantity");
const MIN_QUANTITY_THOUSANDTHS = scaledInteger(quantityBounds.min, 3, "quantity");
/** 100 % in hundredths of a percent. */
const WHOLE = 10_000n;

/**
 * What one line costs: quantity × unit price, less its discount, each rounded half away from zero to a minor unit.
 * @throws RangeError naming the field that is out of bounds or not exact
 */
export function lineAmounts({ quantity, unitPriceCents, discountPercent }: PricedLine): LineAmounts {
  const thousandths = scaledInteger(quantity, 3, "quantity");
  if (thousandths > MAX_QUANTITY_THOUSANDTHS || thousandths < MIN_QUANTITY_THOUSANDTHS) {
    throw new RangeError(`quantity is ${quantity}; keep it between ${quantityBounds.min} and ${quantityBounds.max}`);
  }
  const price = wholeNumber(unitPriceCents, "unitPriceCents");
  if (unitPriceCents < unitPriceCentsBounds.min || unitPriceCents > unitPriceCentsBounds.max) {
    const { min, max } = unitPriceCentsBounds;
    throw new RangeError(`unitPriceCents is ${unitPriceCents}; keep it between ${min} and ${max}`);
  }
  const amount = divideRounded(thousandths * price, 1000n);
  const discount = divideRounded(amount * percentHundredths(discountPercent, "discountPercent"), WHOLE);
  return {
    amountCents: Number(amount),
    discountCents: Number(discount),
    totalCents: Number(amount - discount),
  };
}

/**
 * Totals of a document. VAT is computed once per (category, rate), never summed from lines, so the order of lines
 * does not matter; the other side of each line (net when prices are gross) is its share of the group by largest
 * remainder, so printed columns add up. With reverse charge and exemption the VAT contained in gross prices is
 * taken out and the net is charged. A total below zero is computed like any other; issuing is what refuses it.
 * @throws RangeError naming the field that is out of bounds or not exact
 */
export function documentTotals(document: {
  priceMode: PriceMode;
  taxTreatment?: TaxTreatment;
  lines: readonly TaxedLine[];
}): DocumentTotals {
  const { priceMode, taxTreatment = "standard", lines } = document;
  const result: LineTotals[] = [];
  const groups = new Map<string, { category: TaxCategory; rate: bigint; net: bigint; gross: bigint }>();
  for (const pool of pools(lines, taxTreatment).values()) {
    const charged = pool.category === "S";
    const totals = pool.members.map(({ amounts }) => BigInt(amounts.totalCents));
    const sides = bothSides(totals, { priceMode, rate: pool.rate, charged });
    // Lines that carried different rates before the reverse charge are one group on paper: AE, 0 %.
    const rate = charged ? pool.rate : 0n;
    const key = `${pool.category} ${rate}`;
    const before = groups.get(key) ?? { net: 0n, gross: 0n };
    groups.set(key, { category: pool.category, rate, net: before.net + sides.net, gross: before.gross + sides.gross });
    pool.members.forEach(({ position, amounts }, i) => {
      result[position] = {
        ...amounts,
        category: pool.category,
        percent: Number(rate) / 100,
        netCents: safeNumber(sides.nets[i] ?? 0n, "netCents"),
        grossCents: safeNumber(sides.grosses[i] ?? 0n, "grossCents"),
      };
    });
  }
  const printed = [...groups.values()].sort(
    (a, b) => taxCategories.indexOf(a.category) - taxCategories.indexOf(b.category) || Number(b.rate - a.rate),
  );
  const net = sum(printed.map((group) => group.net));
  const gross = sum(printed.map((group) => group.gross));
  return {
    lines: result,
    groups: printed.map((group) => ({
      category: group.category,
      percent: Number(group.rate) / 100,
      netCents: safeNumber(group.net, "netCents"),
      vatCents: safeNumber(group.gross - group.net, "vatCents"),
      grossCents: safeNumber(group.gross, "grossCents"),
    })),
    netCents: safeNumber(net, "netCents"),
    vatCents: safeNumber(gross - net, "vatCents"),
    totalCents: safeNumber(gross, "totalCents"),
  };
}

type Pool = { category: TaxCategory; rate: bigint; members: { position: number; amounts: LineAmounts }[] };

/** Lines by the category they are charged in and the rate their prices were made with. */
function pools(lines: readonly TaxedLine[], taxTreatment: TaxTreatment): Map<string, Pool> {
  const found = new Map<string, Pool>();
  lines.forEach((line, position) => {
    const category = chargedCategory(line.taxCategory, taxTreatment);
    const rate = percentHundredths(line.taxPercent, "taxPercent");
    const key = `${category} ${rate}`;
    const pool = found.get(key) ?? { category, rate, members: [] };
    pool.members.push({ position, amounts: lineAmounts(line) });
    found.set(key, pool);
  });
  return found;
}

/** A line that already has its own reason for no VAT (zero-rated, export) keeps it. */
function chargedCategory(category: TaxCategory, taxTreatment: TaxTreatment): TaxCategory {
  if (category !== "S" || taxTreatment === "standard") return category;
  return taxTreatment === "reverse_charge" ? "AE" : "E";
}

/**
 * Net and gross of one pool and of each of its lines. A line's ideal share is its own total at the pool's rate
 * and not a proportion of the pool: where returns nearly cancel a sale, proportions of a few cents would be absurd.
 */
function bothSides(
  totals: bigint[],
  { priceMode, rate, charged }: { priceMode: PriceMode; rate: bigint; charged: boolean },
): { net: bigint; gross: bigint; nets: bigint[]; grosses: bigint[] } {
  const total = sum(totals);
  if (priceMode === "net") {
    if (!charged) return { net: total, gross: total, nets: totals, grosses: totals };
    const gross = total + divideRounded(total * rate, WHOLE);
    const ideals = totals.map((lineTotal) => lineTotal * (WHOLE + rate));
    return { net: total, gross, nets: totals, grosses: apportion(gross, ideals, WHOLE) };
  }
  const net = total - divideRounded(total * rate, WHOLE + rate);
  const ideals = totals.map((lineTotal) => lineTotal * WHOLE);
  const nets = apportion(net, ideals, WHOLE + rate);
  return charged ? { net, gross: total, nets, grosses: totals } : { net, gross: net, nets, grosses: nets };
}

function percentHundredths(percent: number | string, what: string): bigint {
  const hundredths = scaledInteger(percent, 2, what);
  if (hundredths < 0n || hundredths > WHOLE) throw new RangeError(`${what} is ${percent}; keep it between 0 and 100`);
  return hundredths;
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => a + b, 0n);
}
