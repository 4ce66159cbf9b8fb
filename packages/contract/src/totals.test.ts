import { describe, expect, test } from "vitest";
import { documentTotals, lineAmounts, type TaxedLine } from "./totals.ts";

const line = (quantity: string, unitPriceCents: number, discountPercent: number, taxPercent: number): TaxedLine => ({
  quantity,
  unitPriceCents,
  discountPercent,
  taxCategory: "S",
  taxPercent,
});
const bulbs = line("3", 999, 10, 20);
const sums = ({ netCents, vatCents, totalCents }: { netCents: number; vatCents: number; totalCents: number }) => [
  netCents,
  vatCents,
  totalCents,
];

describe("the examples in the book", () => {
  test("three bulbs at 9.99 with 20 % VAT, less 10 %, cost 26.97, of which 4.50 is VAT", () => {
    const bill = documentTotals({ priceMode: "gross", lines: [bulbs] });
    expect(bill).toEqual({
      lines: [
        {
          amountCents: 2997,
          discountCents: 300,
          totalCents: 2697,
          category: "S",
          percent: 20,
          netCents: 2247,
          grossCents: 2697,
        },
      ],
      groups: [{ category: "S", percent: 20, netCents: 2247, vatCents: 450, grossCents: 2697 }],
      netCents: 2247,
      vatCents: 450,
      totalCents: 2697,
    });
  });

  test("the same bulbs plus 20 % VAT cost 32.36, of which 5.39 is VAT", () => {
    const bill = documentTotals({ priceMode: "net", lines: [bulbs] });
    expect(sums(bill)).toEqual([2697, 539, 3236]);
    expect(bill.lines[0]).toMatchObject({ totalCents: 2697, netCents: 2697, grossCents: 3236 });
  });

  test("three lines of 0.99 plus 20 % carry 0.59 VAT together, not three times 0.20", () => {
    const small = line("1", 99, 0, 20);
    expect(sums(documentTotals({ priceMode: "net", lines: [small, small, small] }))).toEqual([297, 59, 356]);
  });

  test("labour, oil and filter at 24 % and a manual at 9 % come to 200.50 with 37.14 VAT", () => {
    const bill = documentTotals({
      priceMode: "gross",
      lines: [line("1.5", 7800, 0, 24), line("4.5", 1290, 5, 24), line("1", 1335, 0, 24), line("1", 1500, 0, 9)],
    });
    expect(bill.lines.map((l) => l.totalCents)).toEqual([11_700, 5515, 1335, 1500]);
    expect(bill.lines[1]).toMatchObject({ amountCents: 5805, discountCents: 290 });
    expect(bill.lines.map((l) => l.netCents)).toEqual([9435, 4448, 1077, 1376]);
    expect(bill.groups).toEqual([
      { category: "S", percent: 24, netCents: 14_960, vatCents: 3590, grossCents: 18_550 },
      { category: "S", percent: 9, netCents: 1376, vatCents: 124, grossCents: 1500 },
    ]);
    expect(sums(bill)).toEqual([16_336, 3714, 20_050]);
  });

  test("under reverse charge the VAT in the bulbs' price is taken out and 22.47 is charged", () => {
    const bill = documentTotals({ priceMode: "gross", taxTreatment: "reverse_charge", lines: [bulbs] });
    expect(sums(bill)).toEqual([2247, 0, 2247]);
    expect(bill.groups).toEqual([{ category: "AE", percent: 0, netCents: 2247, vatCents: 0, grossCents: 2247 }]);
    expect(bill.lines[0]).toMatchObject({
      totalCents: 2697,
      category: "AE",
      percent: 0,
      netCents: 2247,
      grossCents: 2247,
    });
  });
});

describe("reverse charge and exemption", () => {
  test("an exempt customer with net prices pays exactly those", () => {
    const bill = documentTotals({ priceMode: "net", taxTreatment: "exempt", lines: [bulbs] });
    expect(sums(bill)).toEqual([2697, 0, 2697]);
    expect(bill.groups[0]?.category).toBe("E");
  });

  test("lines of two rates become one group without VAT, each relieved of its own rate", () => {
    const bill = documentTotals({
      priceMode: "gross",
      taxTreatment: "reverse_charge",
      lines: [line("1", 12_400, 0, 24), line("1", 10_900, 0, 9)],
    });
    expect(bill.lines.map((l) => l.netCents)).toEqual([10_000, 10_000]);
    expect(bill.groups).toEqual([{ category: "AE", percent: 0, netCents: 20_000, vatCents: 0, grossCents: 20_000 }]);
  });

  test("an exported part keeps its own reason for having no VAT", () => {
    const exported: TaxedLine = { ...line("1", 5000, 0, 0), taxCategory: "G" };
    const bill = documentTotals({ priceMode: "net", taxTreatment: "reverse_charge", lines: [bulbs, exported] });
    expect(bill.groups.map((group) => group.category)).toEqual(["AE", "G"]);
  });
});

describe("odd but legal bills", () => {
  test("an empty order costs 0", () => {
    expect(documentTotals({ priceMode: "gross", lines: [] })).toEqual({
      lines: [],
      groups: [],
      netCents: 0,
      vatCents: 0,
      totalCents: 0,
    });
  });

  test("equal lines that share an odd cent give it to the first", () => {
    const one = line("1", 100, 0, 20);
    const bill = documentTotals({ priceMode: "gross", lines: [one, one, one] });
    expect(bill.lines.map((l) => l.netCents)).toEqual([84, 83, 83]);
  });

  test("a return that nearly cancels a sale does not distort the nets of the lines", () => {
    const bill = documentTotals({ priceMode: "gross", lines: [line("1", 10_000, 0, 20), line("-1", 9999, 0, 20)] });
    expect(bill.lines.map((l) => l.netCents)).toEqual([8333, -8332]);
    expect(sums(bill)).toEqual([1, 0, 1]);
  });

  test("the largest line there can be is still exact", () => {
    expect(lineAmounts({ quantity: "99999.999", unitPriceCents: 999_999_999, discountPercent: 0 }).totalCents).toBe(
      99_999_998_900_000,
    );
  });

  test("a rate with decimals is exact, as a number and as text from the database", () => {
    expect(sums(documentTotals({ priceMode: "net", lines: [line("1", 10_000, 0, 8.1)] }))).toEqual([
      10_000, 810, 10_810,
    ]);
    const fromDatabase: TaxedLine = { ...line("1.000", 10_000, 0, 0), discountPercent: "0.00", taxPercent: "8.10" };
    expect(documentTotals({ priceMode: "net", lines: [fromDatabase] }).groups[0]?.percent).toBe(8.1);
  });
});

test.each([
  [{ quantity: "100000" }, "quantity is 100000; keep it between -99999.999 and 99999.999"],
  [{ quantity: "-100000" }, "quantity is -100000; keep it between"],
  [{ quantity: "1.2345" }, 'quantity is "1.2345"'],
  [{ unitPriceCents: -1 }, "unitPriceCents is -1; keep it between 0 and 999999999"],
  [{ unitPriceCents: 1_000_000_000 }, "unitPriceCents is 1000000000"],
  [{ unitPriceCents: 9.99 }, "unitPriceCents is 9.99; give a whole number"],
  [{ discountPercent: -10 }, "discountPercent is -10; keep it between 0 and 100"],
  [{ discountPercent: 100.01 }, "discountPercent is 100.01"],
  [{ discountPercent: 33.333 }, 'discountPercent is "33.333"'],
  [{ taxPercent: -1 }, "taxPercent is -1"],
])("a line with %j is refused by name", (wrong, message) => {
  expect(() => documentTotals({ priceMode: "gross", lines: [{ ...bulbs, ...wrong }] })).toThrow(message);
});
