/**
 * Exact decimals as scaled whole numbers: "1.5" with three places is 1500n. Floating point would make a cent
 * appear or vanish (1.005 × 100 is 100.49999…), so nothing near money or quantity uses it.
 */

/**
 * Reads a plain decimal ("-1.5", "24.00", 4.35) as a whole number of 10^-`places`.
 * A JavaScript number goes through its shortest text, so 4.35 is exactly 435 hundredths.
 * @throws RangeError naming `what`, when it is not a plain decimal or has more than `places` decimals
 */
export function scaledInteger(value: string | number, places: number, what: string): bigint {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(String(value));
  const fraction = match?.[2] ?? "";
  if (!match || fraction.length > places) {
    throw new RangeError(`${what} is "${value}"; give a decimal such as 1.5 with at most ${places} decimals`);
  }
  return BigInt(match[1] + fraction.padEnd(places, "0"));
}

/** Writes a scaled whole number as a decimal with all its places: (2697n, 2) is "26.97", (0n, 2) is "0.00". */
export function decimalText(scaled: bigint, places: number): string {
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const sign = scaled < 0n ? "-" : "";
  return places === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-places)}`;
}

/** Divides and rounds half away from zero, so that a negated dividend gives exactly the negated result. `divisor` > 0. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const twice = 2n * dividend;
  return (dividend < 0n ? twice - divisor : twice + divisor) / (2n * divisor);
}

/**
 * Back to a plain number for JSON.
 * @throws RangeError naming `what`, when the value is too large for a number to hold exactly
 */
export function safeNumber(value: bigint, what: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${what} is ${value}; it is too large to be kept exactly`);
  return number;
}

/**
 * A whole number, such as cents, for exact arithmetic.
 * @throws RangeError naming `what`, when it has a fraction or is too large to be exact
 */
export function wholeNumber(value: number, what: string): bigint {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${what} is ${value}; give a whole number`);
  return BigInt(value);
}
