import { divideRounded, scaledInteger } from "@mechanicbuddy/contract/decimal";
import { spread } from "@mechanicbuddy/contract/largest-remainder";
import { lineAmounts, type PriceMode, unitPriceCentsBounds } from "@mechanicbuddy/contract/totals";
import { inMode, quantityText } from "../parts/parts.ts";

export interface Priceable {
  description: string;
  quantity: string;
  unitPriceCents: number;
  discountPercent: number;
  taxPercent: string;
}

/** Most cents a unit price is raised to find a discount that fits; more would show a discount nobody gave. */
const TRIES = 20n;

/** A fixed price with the mode it was typed in and the mode of the order that uses it. */
export interface FixedPrice {
  cents: number;
  mode: PriceMode;
  wanted: PriceMode;
}

/**
 * Prices lines so that their totals add up to exactly the fixed price, in proportion to what they cost now.
 * In the other price mode it is the sum of each VAT rate's lines that is converted, so no line's rounding changes it.
 * Not every sum is quantity × price in whole cents. A line that misses its share gets the next price that is high enough
 * with a tiny discount (4 × 5.00 − 0.05 % is 19.99); where no discount of two decimals fits, one unit of it becomes a line
 * of its own that takes the rest, so that the quantity, which the stock follows, stays what it was. Only a share so large
 * for so little that no unit price holds it becomes one piece, which names its quantity in words.
 */
export function spreadOver<Line extends Priceable>(lines: readonly Line[], price: FixedPrice): Line[] {
  const shares = price.mode === price.wanted ? sharesOf(lines, price.cents) : convertedShares(lines, price);
  return lines.flatMap((line, index) => reach(line, shares[index] ?? 0));
}

function sharesOf(lines: readonly Priceable[], totalCents: number): number[] {
  if (lines.length === 0) return [];
  const now = lines.map((line) => lineAmounts(line).totalCents);
  // Without prices to go by, every line that is not a return carries the same share.
  const sum = now.reduce((a, b) => a + b, 0);
  return spread(totalCents, sum > 0 ? now : lines.map((line) => (line.quantity.startsWith("-") ? 0 : 1)));
}

function convertedShares(lines: readonly Priceable[], { cents, mode, wanted }: FixedPrice): number[] {
  const shares = sharesOf(lines, cents);
  for (const taxPercent of new Set(lines.map((line) => line.taxPercent))) {
    const group = lines.flatMap((line, index) => (line.taxPercent === taxPercent ? [index] : []));
    const weights = group.map((index) => shares[index] ?? 0);
    const sum = weights.reduce((a, b) => a + b, 0);
    const converted = spread(inMode({ cents: sum, mode }, wanted, taxPercent), weights);
    group.forEach((index, n) => {
      shares[index] = converted[n] ?? 0;
    });
  }
  return shares;
}

function reach<Line extends Priceable>(line: Line, totalCents: number): Line[] {
  const signed = scaledInteger(line.quantity, 3, "quantity");
  const sign = signed < 0n ? -1n : 1n;
  const quantity = signed * sign;
  const target = BigInt(totalCents) * sign;
  const priced = (price: bigint, hundredths = 0n): Line => ({
    ...line,
    unitPriceCents: Number(price),
    discountPercent: Number(hundredths) / 100,
  });
  const nearest = divideRounded(target * 1000n, quantity);
  if (nearest + TRIES > BigInt(unitPriceCentsBounds.max)) {
    const description = `${line.description.slice(0, 280)} (${line.quantity})`;
    return [{ ...priced(target), quantity: quantityText(1000n * sign), description }];
  }
  if (amountOf(quantity, nearest) === target) return [priced(nearest)];

  const enough = amountOf(quantity, nearest) > target ? nearest : nearest + 1n;
  for (let price = enough; price < enough + TRIES; price++) {
    const amount = amountOf(quantity, price);
    const hundredths = divideRounded((amount - target) * 10_000n, amount);
    if (amount - divideRounded(amount * hundredths, 10_000n) === target) return [priced(price, hundredths)];
  }

  const most = quantity - 1000n;
  const price = (target * 1000n) / quantity;
  const rest = target - amountOf(most, price);
  return [
    { ...priced(price), quantity: quantityText(most * sign) },
    { ...priced(rest), quantity: quantityText(1000n * sign) },
  ];
}

function amountOf(quantity: bigint, price: bigint): bigint {
  return divideRounded(quantity * price, 1000n);
}
