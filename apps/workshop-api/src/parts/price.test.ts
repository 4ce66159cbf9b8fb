import fc from "fast-check";
import { expect, test } from "vitest";
import { atRate, inMode, marginPercent } from "./price.ts";

test("a price typed with VAT is converted for an order without VAT, and back", () => {
  expect(inMode({ cents: 1335, mode: "gross" }, "net", "24")).toBe(1077);
  expect(inMode({ cents: 1077, mode: "net" }, "gross", 24)).toBe(1335);
  expect(inMode({ cents: 1335, mode: "gross" }, "gross", 24)).toBe(1335);
  expect(inMode({ cents: 1335, mode: "net" }, "gross", "0.00")).toBe(1335);
});

test("a net price survives the way through gross and back to the cent", () => {
  const percent = fc.integer({ min: 0, max: 5000 }).map((hundredths) => hundredths / 100);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), percent, (cents, tax) => {
      const gross = inMode({ cents, mode: "net" }, "gross", tax);
      expect(inMode({ cents: gross, mode: "gross" }, "net", tax)).toBe(cents);
    }),
  );
});

test("when a tax rate changes, a price keeps the side one chooses, rounded once", () => {
  const percent = { from: "24.00", to: "26.00" };
  expect(atRate({ cents: 7800, mode: "gross" }, "net", percent)).toBe(7926);
  expect(atRate({ cents: 7800, mode: "gross" }, "gross", percent)).toBe(7800);
  expect(atRate({ cents: 1000, mode: "net" }, "gross", percent)).toBe(984);
  expect(atRate({ cents: 1000, mode: "net" }, "net", percent)).toBe(1000);
  expect(atRate({ cents: 7800, mode: "gross" }, "net", { from: 24, to: 0 })).toBe(6290);
});

test("the margin is what is left of the price without VAT", () => {
  expect(marginPercent(1000, 550)).toBe(45);
  expect(marginPercent(300, 100)).toBe(66.67);
  expect(marginPercent(100, 150)).toBe(-50);
  expect(marginPercent(0, 100)).toBeNull();
  expect(marginPercent(null, 100)).toBeNull();
  expect(marginPercent(1000, null)).toBeNull();
});
