import { divideRounded, safeNumber, scaledInteger, wholeNumber } from "@mechanicbuddy/contract/decimal";
import type { PriceMode } from "@mechanicbuddy/contract/totals";

/** 100 % in hundredths of a percent. */
const WHOLE = 10_000n;

/** A price as it was typed: with VAT (`gross`) or without (`net`). */
export interface TypedPrice {
  cents: number;
  mode: PriceMode;
}

/** A typed price in the mode of the order that uses it. `taxPercent` has at most two decimals. */
export function inMode({ cents, mode }: TypedPrice, wanted: PriceMode, taxPercent: number | string): number {
  if (mode === wanted) return cents;
  const withTax = WHOLE + scaledInteger(taxPercent, 2, "taxPercent");
  const price = wholeNumber(cents, "cents");
  const converted = wanted === "gross" ? divideRounded(price * withTax, WHOLE) : divideRounded(price * WHOLE, withTax);
  return safeNumber(converted, "cents");
}

/**
 * A price after its tax rate changed. What is kept is the price without VAT (`net`) or what the customer pays (`gross`);
 * kept in the mode it was typed in, it stays as it is. One rounding, to a whole minor unit.
 */
export function atRate(
  { cents, mode }: TypedPrice,
  keep: PriceMode,
  percent: { from: number | string; to: number | string },
): number {
  if (mode === keep) return cents;
  const from = WHOLE + scaledInteger(percent.from, 2, "percent.from");
  const to = WHOLE + scaledInteger(percent.to, 2, "percent.to");
  const price = wholeNumber(cents, "cents");
  return safeNumber(mode === "gross" ? divideRounded(price * to, from) : divideRounded(price * from, to), "cents");
}

/**
 * Share of a sale price without VAT that is left after the cost, in percent with two decimals; null where either is
 * unknown or nothing is charged.
 */
export function marginPercent(netCents: number | null, costCents: number | null): number | null {
  if (netCents === null || costCents === null || netCents === 0) return null;
  return Number(divideRounded(BigInt(netCents - costCents) * WHOLE, BigInt(netCents))) / 100;
}
