import { safeNumber, wholeNumber } from "./decimal.ts";

/**
 * Whole numbers that add up to `target`, each less than one away from its ideal `numerators[i] / denominator`.
 * Every share is cut towards zero; the units left over go one by one to the largest remainders, ties to the earlier.
 * Signs mirror: negating target and numerators negates every share, which keeps a credit note the exact mirror.
 * The ideals must add up to `target`, or miss it by at most a half because `target` itself was rounded; `denominator` > 0.
 */
export function apportion(target: bigint, numerators: readonly bigint[], denominator: bigint): bigint[] {
  const shares = numerators.map((numerator) => numerator / denominator);
  const missing = target - shares.reduce((sum, share) => sum + share, 0n);
  const unit = missing < 0n ? -1n : 1n;
  const byRemainder = numerators
    .map((numerator, index) => ({ index, remainder: unit * (numerator % denominator) }))
    .sort((a, b) => Number(b.remainder - a.remainder) || a.index - b.index);
  for (const { index } of byRemainder.slice(0, Number(missing * unit))) {
    shares[index] = (shares[index] ?? 0n) + unit;
  }
  return shares;
}

/**
 * Spreads `totalCents` over `weights` in proportion, by largest remainder, so that the parts add up exactly:
 * a canned job's fixed price over its lines, weighted by their totals. Weights that add up to zero share equally.
 * @throws RangeError when there is nothing to spread over, or a number is not whole
 */
export function spread(totalCents: number, weights: readonly number[]): number[] {
  const total = wholeNumber(totalCents, "totalCents");
  if (weights.length === 0) throw new RangeError("weights is empty; give at least one line");
  const given = weights.map((weight, index) => wholeNumber(weight, `weights[${index}]`));
  const sum = given.reduce((a, b) => a + b, 0n);
  const [proportions, whole] = sum === 0n ? [given.map(() => 1n), BigInt(given.length)] : [given, sum];
  const sign = whole < 0n ? -1n : 1n;
  const numerators = proportions.map((weight) => sign * total * weight);
  return apportion(total, numerators, sign * whole).map((share, index) => safeNumber(share, `share ${index}`));
}
