import { scaledInteger } from "@mechanicbuddy/contract/decimal";
import { lineAmounts } from "@mechanicbuddy/contract/totals";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Priceable, spreadOver } from "./fixed-price.ts";

const line = (quantity: string, unitPriceCents: number, discountPercent = 0): Priceable => ({
  description: "Oil",
  quantity,
  unitPriceCents,
  discountPercent,
  taxPercent: "24.00",
});
const gross = (cents: number) => ({ cents, mode: "gross", wanted: "gross" }) as const;
const total = (lines: readonly Priceable[]) => lines.reduce((sum, one) => sum + lineAmounts(one).totalCents, 0);

test("an oil service at 149.00 spreads over its lines in proportion to what they cost", () => {
  const lines = spreadOver([line("1.5", 7800), line("4.5", 1290, 5), line("1", 1335)], gross(14900));
  expect(total(lines)).toBe(14900);
  expect(lines.map((one) => lineAmounts(one).totalCents)).toEqual([9398, 4430, 1072]);
});

test("a share that no price reaches gets a tiny discount instead of another quantity", () => {
  expect(spreadOver([line("4", 700)], gross(1999))).toEqual([line("4", 500, 0.05)]);
});

test("where no discount fits either, one unit takes the rest and the quantity stays", () => {
  const lines = spreadOver([line("11", 200_000)], gross(2_500_001));
  expect(total(lines)).toBe(2_500_001);
  expect(lines).toEqual([line("10", 227_272), line("1", 227_281)]);
});

test("a fixed price with VAT is the same money on an order without VAT", () => {
  const lines = [line("1.5", 7800), line("4.5", 1290), line("1", 1335)];
  expect(total(spreadOver(lines, { cents: 14900, mode: "gross", wanted: "net" }))).toBe(12016);
  const mixed = [line("1", 1500), { ...line("1", 1500), taxPercent: "9.00" }];
  const nets = spreadOver(mixed, { cents: 2490, mode: "gross", wanted: "net" }).map((one) => one.unitPriceCents);
  expect(nets).toEqual([1004, 1142]);
});

test("a share no unit price can hold becomes one piece that names its quantity", () => {
  expect(spreadOver([line("0.001", 0)], gross(2_000_000))).toEqual([
    { ...line("1", 2_000_000), description: "Oil (0.001)" },
  ]);
});

test("lines without prices share a fixed price equally", () => {
  expect(total(spreadOver([line("1", 0), line("2", 0), line("-1", 0)], gross(9901)))).toBe(9901);
});

test("whatever the lines, they add up to the fixed price and keep their quantities", () => {
  const quantity = fc.integer({ min: 10, max: 20_000 }).map((n) => String(n / 1000));
  const priceable = fc.record({
    description: fc.constant("Oil"),
    quantity,
    unitPriceCents: fc.integer({ min: 0, max: 500_000 }),
    discountPercent: fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100),
    taxPercent: fc.constantFrom("24.00", "9.00"),
  });
  const core = fc.record({
    description: fc.constant("Core"),
    quantity: fc.constant("-1"),
    unitPriceCents: fc.integer({ min: 0, max: 2_000 }),
    discountPercent: fc.constant(0),
    taxPercent: fc.constant("24.00"),
  });
  const given = fc.tuple(fc.array(priceable, { minLength: 1, maxLength: 8 }), fc.array(core, { maxLength: 1 }));
  const thousandths = (lines: readonly Priceable[]) =>
    lines.reduce((sum, one) => sum + scaledInteger(one.quantity, 3, "quantity"), 0n);
  fc.assert(
    fc.property(given, fc.integer({ min: 0, max: 2_000_000 }), ([sold, cores], fixed) => {
      const lines = [...sold, ...cores];
      const spreaded = spreadOver(lines, gross(fixed));
      expect(total(spreaded)).toBe(fixed);
      expect(thousandths(spreaded)).toBe(thousandths(lines));
      for (const one of spreaded) expect(one.unitPriceCents).toBeGreaterThanOrEqual(0);
    }),
  );
});
