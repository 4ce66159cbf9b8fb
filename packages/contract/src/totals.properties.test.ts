import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  documentTotals,
  type PriceMode,
  type TaxCategory,
  type TaxedLine,
  type TaxTreatment,
  taxCategories,
} from "./totals.ts";

const decimal = (min: number, max: number, places: number) =>
  fc.integer({ min, max }).map((n) => (n / 10 ** places).toFixed(places));
const anyLine: fc.Arbitrary<TaxedLine> = fc.record({
  quantity: fc.oneof(decimal(-99_999_999, 99_999_999, 3), decimal(-5000, 5000, 3)),
  unitPriceCents: fc.oneof(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 2000 })),
  discountPercent: fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100),
  ),
  taxCategory: fc.constantFrom<TaxCategory>("S", "S", "S", ...taxCategories),
  taxPercent: fc.constantFrom(0, 8.1, 9, 20, 24, "25.50"),
});
const anyOrder = fc.record({
  priceMode: fc.constantFrom<PriceMode>("net", "gross"),
  taxTreatment: fc.constantFrom<TaxTreatment>("standard", "reverse_charge", "exempt"),
  lines: fc.array(anyLine, { maxLength: 25 }),
});
const total = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

describe("for any order", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  test("the printed lines add up to the printed totals, overall and per rate", () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const bill = documentTotals(order);
        expect(total(bill.lines.map((l) => l.netCents))).toBe(bill.netCents);
        expect(total(bill.lines.map((l) => l.grossCents))).toBe(bill.totalCents);
        for (const group of bill.groups) {
          const own = bill.lines.filter((l) => l.category === group.category && l.percent === group.percent);
          expect(total(own.map((l) => l.netCents))).toBe(group.netCents);
          expect(total(own.map((l) => l.grossCents))).toBe(group.grossCents);
        }
        for (const l of bill.lines) expect(l.amountCents - l.discountCents).toBe(l.totalCents);
      }),
    );
  });

  test("the side in which prices were typed is printed as typed", () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const bill = documentTotals({ ...order, taxTreatment: "standard" });
        for (const l of bill.lines) {
          if (order.priceMode === "net") expect(l.netCents).toBe(l.totalCents);
          else if (l.category === "S") expect(l.grossCents).toBe(l.totalCents);
        }
      }),
    );
  });

  test("the groups add up to the totals, and net plus VAT is what is owed", () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const bill = documentTotals(order);
        expect(total(bill.groups.map((group) => group.netCents))).toBe(bill.netCents);
        expect(total(bill.groups.map((group) => group.vatCents))).toBe(bill.vatCents);
        expect(total(bill.groups.map((group) => group.grossCents))).toBe(bill.totalCents);
        for (const { netCents, vatCents, grossCents } of [...bill.groups, { ...bill, grossCents: bill.totalCents }]) {
          expect(netCents + vatCents).toBe(grossCents);
        }
      }),
    );
  });

  test("only standard-rated groups carry VAT, and none does under reverse charge or exemption", () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const bill = documentTotals(order);
        for (const group of bill.groups) {
          if (group.category !== "S") expect([group.percent, group.vatCents]).toEqual([0, 0]);
        }
        if (order.taxTreatment !== "standard") expect(bill.vatCents).toBe(0);
      }),
    );
  });

  test("no line's net or gross is a whole cent away from its own price at its own rate", () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const { lines } = documentTotals({ ...order, taxTreatment: "standard" });
        lines.forEach((l, i) => {
          const rate = BigInt(Math.round(Number(order.lines[i]?.taxPercent) * 100));
          if (l.category !== "S") return;
          const error = BigInt(l.grossCents) * 10_000n - BigInt(l.netCents) * (10_000n + rate);
          expect(error < 10_000n + rate && error > -10_000n - rate).toBe(true);
        });
      }),
    );
  });

  test("an invoice and its full credit cancel to the cent, in every column", () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const negated = (quantity: string) => (quantity.startsWith("-") ? quantity.slice(1) : `-${quantity}`);
        const credit = { ...order, lines: order.lines.map((l) => ({ ...l, quantity: negated(l.quantity) })) };
        const mirror = (value: unknown): unknown => {
          if (Array.isArray(value)) return value.map(mirror);
          if (typeof value !== "object" || value === null) return value;
          return Object.fromEntries(
            Object.entries(value).map(([key, v]) => [key, key.endsWith("Cents") ? 0 - Number(v) : mirror(v)]),
          );
        };
        expect(documentTotals(credit)).toEqual(mirror(documentTotals(order)));
      }),
    );
  });

  test("the order of lines never changes totals or groups", () => {
    const shuffled = anyOrder.chain((order) =>
      fc.tuple(
        fc.constant(order),
        fc.shuffledSubarray(order.lines, { minLength: order.lines.length, maxLength: order.lines.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([order, lines]) => {
        const { lines: _before, ...expected } = documentTotals(order);
        const { lines: _after, ...actual } = documentTotals({ ...order, lines });
        expect(actual).toEqual(expected);
      }),
    );
  });

  test("no result depends on language or time zone", () => {
    const orders = fc.sample(anyOrder, { numRuns: 50, seed: 1 });
    const here = orders.map((order) => documentTotals(order));
    vi.stubEnv("TZ", "Pacific/Kiritimati");
    vi.stubEnv("LC_ALL", "ar-EG");
    vi.stubGlobal("Intl", undefined);
    vi.spyOn(Number.prototype, "toLocaleString").mockReturnValue("locale used");
    vi.spyOn(String.prototype, "localeCompare").mockImplementation(() => {
      throw new Error("locale used");
    });
    expect(orders.map((order) => documentTotals(order))).toEqual(here);
  });
});
