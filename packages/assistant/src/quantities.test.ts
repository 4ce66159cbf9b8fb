import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findQuantities, supports } from "./quantities.ts";

const same = (source: string, shown: string) => {
  const [told] = findQuantities(source);
  const [written] = findQuantities(shown);
  return told !== undefined && written !== undefined && supports(told, written);
};

describe("finding quantities", () => {
  test.each([
    ["Tighten to 120 Nm, then 90°.", ["120 Nm", "90°"]],
    ["Fill 4.5 l of 5W-30 every 10,000 miles or 12 months", ["4.5 l", "5W-30", "10,000 miles", "12 months"]],
    ["2.2-2.5 bar (32–36 psi) cold", ["2.2-2.5 bar", "32–36 psi"]],
    ["12.6V at 25 °C, 0.2 Ω, 1.5mm gap, £45.50", ["12.6V", "25 °C", "0.2 Ω", "1.5mm", "£45.50"]],
    ["a 10-mm bolt at 750 rpm and 50 %", ["10-mm", "750 rpm", "50 %"]],
  ])("%j", (text, expected) => {
    expect(findQuantities(text).map((quantity) => quantity.text)).toEqual(expected);
  });

  test("codes, step numbers and bare numbers are no quantities", () => {
    expect(findQuantities("Step 3: read P0299, cylinder 2, built 2015, wire 5 left")).toEqual([]);
  });
});

describe("a source and what is shown", () => {
  test.each([
    ["108 lb-ft", "146 Nm"],
    ["32 psi", "2.2 bar"],
    ["212 °F", "100 °C"],
    ["500 mV", "0.5 V"],
    ["1,5 l", "1.5 litres"],
    ["5w30", "5W-30"],
    ["1 year", "12 months"],
  ])("%s supports %s", (a, b) => {
    expect(same(a, b)).toBe(true);
  });

  test.each([
    ["120 Nm", "120 lb-ft"],
    ["120 Nm", "125 Nm"],
    ["1.5 mm", "2 mm"],
    ["1 mm", "1.4 mm"],
    ["9 months", "1 year"],
    ["5W-30", "5W-40"],
    ["£45", "€45"],
    ["20-25 Nm", "20-30 Nm"],
    ["90 °", "90 °C"],
  ])("%s does not support %s", (a, b) => {
    expect(same(a, b)).toBe(false);
  });

  test("a quantity is found again in whatever unit of its dimension it is written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), (thousandths) => {
        const value = thousandths / 1000;
        expect(same(`${value} bar`, `${(value * 100).toFixed(1)} kPa`)).toBe(true);
        expect(same(`${value} Nm`, `${(value / 1.3558179483).toFixed(6)} lb-ft`)).toBe(true);
        expect(same(`${value.toFixed(3)} V`, `${thousandths} mV`)).toBe(true);
      }),
    );
  });

  test("any text is read without a crash, and each find stands where it says", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789 .,-–°ΩNmlVbarpsi£W%") }), (text) => {
        for (const { text: words, index } of findQuantities(text)) expect(text.startsWith(words, index)).toBe(true);
      }),
    );
  });
});
