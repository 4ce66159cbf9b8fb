import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CashStep,
  cashRounding,
  currencyDecimals,
  formatAmount,
  formatMoney,
  moneyDecimal,
  parseMoney,
} from "./money.ts";

const plainSpaces = (text: string) => text.replace(/\s/g, " ");

describe("cash", () => {
  test("26.97 paid in cash with 5-cent rounding takes 26.95 and books −0.02", () => {
    expect(cashRounding(2697, 5)).toEqual({ payableCents: 2695, roundingCents: -2 });
  });

  test.each<[number, CashStep, number, number]>([
    [2698, 5, 2700, 2],
    [2697, 0, 2697, 0],
    [2695, 5, 2695, 0],
    [2695, 10, 2700, 5],
    [-2695, 10, -2700, -5],
    [2, 5, 0, -2],
  ])("%i cents at a step of %i take %i", (total, step, payableCents, roundingCents) => {
    expect(cashRounding(total, step)).toEqual({ payableCents, roundingCents });
  });

  test("any sum in cash is a multiple of the coin, at most half a coin away, and a refund mirrors it", () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom<CashStep>(5, 10), (total, step) => {
        const { payableCents, roundingCents } = cashRounding(total, step);
        expect(Math.abs(payableCents % step)).toBe(0);
        expect(total + roundingCents).toBe(payableCents);
        expect(Math.abs(roundingCents)).toBeLessThanOrEqual(step / 2);
        expect(cashRounding(0 - total, step).payableCents).toBe(0 - payableCents);
      }),
    );
  });
});

describe("printing", () => {
  test("currencies have the decimals of ISO 4217", () => {
    expect(["EUR", "USD", "HUF", "JPY", "ISK", "KWD", "TND"].map(currencyDecimals)).toEqual([2, 2, 2, 0, 0, 3, 3]);
    expect(() => currencyDecimals("euro")).toThrow('currency is "euro"; give an ISO 4217 code such as EUR');
  });

  test("money reads as in the reader's language", () => {
    expect(formatMoney(123_450, "EUR", "en")).toBe("€1,234.50");
    expect(plainSpaces(formatMoney(2697, "EUR", "de"))).toBe("26,97 €");
    expect(plainSpaces(formatMoney(2697, "EUR", "et"))).toBe("26,97 €");
    expect(formatMoney(1500, "JPY", "en")).toBe("¥1,500");
    expect(plainSpaces(formatMoney(1500, "KWD", "en"))).toBe("KWD 1.500");
    expect(formatMoney(-2, "EUR", "en")).toBe("-€0.02");
  });

  test("zero prints 0.00, also when it is minus zero", () => {
    expect(formatAmount(0, "EUR", "en")).toBe("0.00");
    expect(formatAmount(-0, "EUR", "en")).toBe("0.00");
    expect(moneyDecimal(0, "EUR")).toBe("0.00");
  });

  test("a column without currency keeps all decimals, and the largest sums keep every cent", () => {
    expect(formatAmount(20_050, "EUR", "en")).toBe("200.50");
    expect(formatAmount(Number.MAX_SAFE_INTEGER, "EUR", "en")).toBe("90,071,992,547,409.91");
    expect(formatAmount(1500, "JPY", "de")).toBe("1.500");
  });

  test("files get a plain decimal with the currency's decimals", () => {
    expect(moneyDecimal(2697, "EUR")).toBe("26.97");
    expect(moneyDecimal(-5, "EUR")).toBe("-0.05");
    expect(moneyDecimal(5, "KWD")).toBe("0.005");
    expect(moneyDecimal(5, "JPY")).toBe("5");
  });
});

describe("typing", () => {
  test.each([
    ["1,5", 150],
    ["1.50", 150],
    ["1 234.50", 123_450],
    ["1\u00a0234,50", 123_450],
    ["1\u202f234\u202f567,5", 123_456_750],
    ["1'234.50", 123_450],
    ["1’234.50", 123_450],
    ["1,234.50", 123_450],
    ["1.234,50", 123_450],
    ["1.234.567", 123_456_700],
    ["  12 ", 1200],
    [".5", 50],
    ["5,", 500],
    ["0", 0],
    ["-0", 0],
    ["-12.30", -1230],
    ["−12,30", -1230],
    ["007", 700],
  ])("%j is read as %i cents", (text, cents) => {
    expect(parseMoney(text, "EUR")).toEqual({ ok: true, cents });
  });

  test.each([
    ["", "empty"],
    ["   ", "empty"],
    ["abc", "not_a_number"],
    ["12 €", "not_a_number"],
    ["-", "not_a_number"],
    [",", "not_a_number"],
    ["1 23", "not_a_number"],
    ["1,23,456", "not_a_number"],
    ["1,234,50", "not_a_number"],
    ["1e3", "not_a_number"],
    ["1.005", "too_many_decimals"],
    ["1,234", "too_many_decimals"],
    ["99999999999999999", "too_large"],
  ])("%j is not guessed at but answered with %s", (text, reason) => {
    expect(parseMoney(text, "EUR")).toEqual({ ok: false, reason });
  });

  test("the currency decides how many decimals may be typed", () => {
    expect(parseMoney("1500", "JPY")).toEqual({ ok: true, cents: 1500 });
    expect(parseMoney("15.5", "JPY")).toEqual({ ok: false, reason: "too_many_decimals" });
    expect(parseMoney("1.234", "KWD")).toEqual({ ok: true, cents: 1234 });
  });

  test("what is printed can be typed back, in every language we print", () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.constantFrom("EUR", "JPY"),
        fc.constantFrom("en", "de", "fr", "es", "et", "de-CH"),
        (cents, currency, locale) => {
          // A grouped whole number with one separator reads as a decimal, so yen are compared without grouping.
          const printed = currency === "JPY" ? moneyDecimal(cents, currency) : formatAmount(cents, currency, locale);
          expect(parseMoney(printed, currency)).toEqual({ ok: true, cents });
        },
      ),
    );
  });
});
