import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalText, divideRounded, safeNumber, scaledInteger, wholeNumber } from "./decimal.ts";

test.each([
  [5n, 10n, 1n],
  [-5n, 10n, -1n],
  [4n, 10n, 0n],
  [-4n, 10n, 0n],
  [15n, 10n, 2n],
  [25n, 10n, 3n],
  [10n, 3n, 3n],
  [1n, 3n, 0n],
  [2n, 3n, 1n],
])("%s ÷ %s is rounded half away from zero to %s", (dividend, divisor, quotient) => {
  expect(divideRounded(dividend, divisor)).toBe(quotient);
});

test("a rounded division is never more than a half off, and mirrors for negatives", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (n, d) => {
      const quotient = divideRounded(n, d);
      const doubleError = 2n * (quotient * d - n);
      expect(doubleError <= d && doubleError >= -d).toBe(true);
      expect(divideRounded(-n, d)).toBe(-quotient);
    }),
  );
});

test("a decimal is read exactly, also where floating point would slip", () => {
  expect(scaledInteger("1.005", 3, "quantity")).toBe(1005n);
  expect(scaledInteger("-0.5", 3, "quantity")).toBe(-500n);
  expect(scaledInteger(4.35, 2, "percent")).toBe(435n);
  expect(scaledInteger("24.00", 2, "percent")).toBe(2400n);
  expect(scaledInteger("99999.999", 3, "quantity")).toBe(99_999_999n);
});

test.each(["1.2345", "", "1,5", "abc", "1.", ".5", " 1", "1e3", "--1", "NaN"])(
  "%j is refused as a quantity, by name and with the remedy",
  (text) => {
    expect(() => scaledInteger(text, 3, "quantity")).toThrow(
      /^quantity is ".*"; give a decimal .* at most 3 decimals$/,
    );
  },
);

test("a number that cannot be exact is refused instead of rounded", () => {
  expect(() => scaledInteger(0.1 + 0.2, 2, "percent")).toThrow(RangeError);
  expect(() => scaledInteger(1e21, 2, "percent")).toThrow(RangeError);
  expect(() => wholeNumber(0.5, "cents")).toThrow("cents is 0.5; give a whole number");
  expect(() => wholeNumber(2 ** 53, "cents")).toThrow(RangeError);
  expect(() => safeNumber(2n ** 53n, "totalCents")).toThrow(/^totalCents is 9007199254740992;/);
});

test("writing and reading a decimal gives the same value for every number of decimals", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 3 }), (value, places) => {
      expect(scaledInteger(decimalText(value, places), places, "value")).toBe(value);
    }),
  );
  expect(decimalText(0n, 2)).toBe("0.00");
  expect(decimalText(-2n, 2)).toBe("-0.02");
  expect(decimalText(1500n, 0)).toBe("1500");
});
