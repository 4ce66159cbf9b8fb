import { describe, expect, test } from "vitest";
import { draftOf, type EditorLine, jobTotals, type LineDraft, readDraft, readPasted, sameDraft } from "./line.ts";
import { english } from "./words.ts";

const rules = { currency: "EUR", discountMax: 10, words: english.lines };
const rates = [
  { id: "standard", label: "24 %", percent: 24, category: "S" as const },
  { id: "books", label: "9 %", percent: 9, category: "S" as const },
];
const oil: EditorLine = {
  id: "1",
  version: 1,
  kind: "part",
  code: "5W30-LL",
  description: "Engine oil 5W-30",
  quantity: "4.5",
  unit: "l",
  unitPriceCents: 1290,
  discountPercent: 5,
  taxRateId: "standard",
};
const typed = (changes: Partial<LineDraft>): LineDraft => ({ ...draftOf(oil, "EUR"), ...changes });

function problem(changes: Partial<LineDraft>): string | undefined {
  const read = readDraft(typed(changes), rules);
  return read.ok ? undefined : read.problems.map(({ field, message }) => `${field}: ${message}`).join(" ");
}

describe("a line that is typed", () => {
  test("and not changed is the same line", () => {
    const read = readDraft(draftOf(oil, "EUR"), rules);
    const { id, version, unit, ...values } = oil;
    expect(read).toEqual({ ok: true, values });
    expect(sameDraft(draftOf(oil, "EUR"), typed({}))).toBe(true);
    expect(sameDraft(draftOf(oil, "EUR"), typed({ price: "13.35" }))).toBe(false);
  });

  test("takes commas, times for labour and an empty price as free of charge", () => {
    const read = readDraft(typed({ kind: "labour", quantity: "1:30", price: "", discount: "7,5 %" }), rules);
    expect(read).toMatchObject({ ok: true, values: { quantity: "1.5", unitPriceCents: 0, discountPercent: 7.5 } });
  });

  test("says in words what is missing or wrong, and where", () => {
    expect(problem({ quantity: "" })).toBe("quantity: Enter how many.");
    expect(problem({ quantity: "0" })).toContain("quantity: A quantity cannot be 0");
    expect(problem({ quantity: "two" })).toContain("quantity: Type a quantity");
    expect(problem({ price: "-5" })).toContain("price:");
    expect(problem({ discount: "25" })).toBe(
      "discount: Discount is between 0 and 10 %; type a higher price as a price.",
    );
    expect(problem({ description: " " })).toBe("description: Enter a description.");
  });
});

test("a job's totals are those of the invoice", () => {
  const line = (quantity: string, unitPriceCents: number, discountPercent = 0, taxRateId = "standard") => {
    return { ...oil, quantity, unitPriceCents, discountPercent, taxRateId };
  };
  const lines = [line("1.5", 7800), line("4.5", 1290, 5), line("1", 1335), line("1", 1500, 0, "books")];
  const totals = jobTotals(lines, { rates, priceMode: "gross" });
  expect([totals.netCents, totals.vatCents, totals.totalCents]).toEqual([16336, 3714, 20050]);
});

describe("a table pasted from a spreadsheet", () => {
  test("is read as code, text, quantity and price", () => {
    expect(readPasted("HU6013Z\tOil filter\t1\t13,35\r\n5W30-LL\tEngine oil\t4,5\t12.90\n", "standard")).toMatchObject([
      { code: "HU6013Z", description: "Oil filter", quantity: "1", price: "13,35" },
      { code: "5W30-LL", description: "Engine oil", quantity: "4,5", price: "12.90" },
    ]);
  });

  test("may be just a text and a price", () => {
    expect(readPasted("Brake cleaner\t4.20", "standard")).toMatchObject([
      { code: "", description: "Brake cleaner", quantity: "1", price: "4.20" },
    ]);
  });

  test("is not seen in ordinary text", () => {
    expect(readPasted("1.5h change oil", "standard")).toBeUndefined();
  });
});
