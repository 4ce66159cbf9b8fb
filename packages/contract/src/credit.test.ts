import fc from "fast-check";
import { expect, test } from "vitest";
import { allLeft, type Chosen, type Creditable, creditTotals } from "./credit.ts";
import { documentTotals, type PriceMode, type TaxedLine } from "./totals.ts";

function invoiceOf(priceMode: PriceMode, lines: readonly TaxedLine[]) {
  const totals = documentTotals({ priceMode, lines });
  const blank = { creditedQuantity: "0", creditedCents: 0, creditedNetCents: 0 };
  const invoice: Creditable = {
    priceMode,
    lines: totals.lines.map((charged, n) => ({
      ...(lines[n] as TaxedLine),
      ...charged,
      ...blank,
      id: String(n),
    })) as never,
    groups: totals.groups,
    creditedGroups: [],
  };
  return { invoice, totals };
}

/** The invoice as it stands after a credit note. */
function after(invoice: Creditable, chosen: readonly Chosen[]) {
  const note = creditTotals(invoice, chosen);
  const lines = invoice.lines.map((line) => {
    const taken = note.lines.find((one) => one.line.id === line.id);
    if (taken === undefined) return line;
    const creditedQuantity = (Number(line.creditedQuantity) + Number(taken.quantity)).toFixed(3);
    return {
      ...line,
      creditedQuantity,
      creditedCents: line.creditedCents + taken.totalCents,
      creditedNetCents: line.creditedNetCents + taken.netCents,
    };
  });
  const creditedGroups = invoice.groups.map((group) => {
    const same = [...invoice.creditedGroups, ...note.groups].filter(
      ({ category, percent }) => category === group.category && percent === group.percent,
    );
    const of = (key: "netCents" | "vatCents" | "grossCents") => same.reduce((total, one) => total + one[key], 0);
    return { ...group, netCents: of("netCents"), vatCents: of("vatCents"), grossCents: of("grossCents") };
  });
  return { note, invoice: { ...invoice, lines, creditedGroups } };
}

const bulbs: TaxedLine = {
  quantity: "3",
  unitPriceCents: 999,
  discountPercent: 10,
  taxCategory: "S",
  taxPercent: 20,
};

test("bulbs credited one by one take the cents of the invoice and no more", () => {
  let { invoice } = invoiceOf("gross", [bulbs]);
  const notes = ["1", "1", "1"].map((quantity) => {
    const credited = after(invoice, [{ lineId: "0", quantity }]);
    invoice = credited.invoice;
    return credited.note;
  });
  expect(notes.map((note) => [note.netCents, note.vatCents, note.totalCents, note.isFull])).toEqual([
    [749, 150, 899, false],
    [749, 150, 899, false],
    [749, 150, 899, true],
  ]);
});

const someLines = fc.array(
  fc.record({
    quantity: fc.integer({ min: 1, max: 20_000 }).map((thousandths) => (thousandths / 1000).toFixed(3)),
    unitPriceCents: fc.integer({ min: 0, max: 20_000 }),
    discountPercent: fc.constantFrom(0, 5, 12.5),
    taxCategory: fc.constant("S" as const),
    taxPercent: fc.constantFrom(9, 20, 24),
  }),
  { minLength: 1, maxLength: 6 },
);

test("an invoice less its full credit is nothing, per line and per rate", () => {
  fc.assert(
    fc.property(fc.constantFrom<PriceMode>("net", "gross"), someLines, (priceMode, lines) => {
      const { invoice, totals } = invoiceOf(priceMode, lines);
      const note = creditTotals(invoice, allLeft(invoice));
      expect(note).toMatchObject({ isFull: true, netCents: totals.netCents, totalCents: totals.totalCents });
      expect(note.groups).toEqual(totals.groups);
      expect(note.lines.map(({ netCents }) => netCents)).toEqual(totals.lines.map(({ netCents }) => netCents));
    }),
  );
});

test("however it is cut into credit notes, they add up to the invoice and none is below zero", () => {
  fc.assert(
    fc.property(
      fc.constantFrom<PriceMode>("net", "gross"),
      someLines,
      fc.array(fc.tuple(fc.nat(), fc.double({ min: 0.05, max: 0.9, noNaN: true })), { maxLength: 5 }),
      (priceMode, lines, cuts) => {
        const made = invoiceOf(priceMode, lines);
        let { invoice } = made;
        const notes: ReturnType<typeof creditTotals>[] = [];
        for (const [which, part] of cuts) {
          const left = allLeft(invoice);
          const one = left[which % left.length] as Chosen;
          const quantity = (Math.floor(Number(one.quantity) * part * 1000) / 1000).toFixed(3);
          if (Number(quantity) === 0) continue;
          const credited = after(invoice, [{ lineId: one.lineId, quantity }]);
          invoice = credited.invoice;
          notes.push(credited.note);
        }
        notes.push(after(invoice, allLeft(invoice)).note);
        const sumOf = (key: "netCents" | "vatCents" | "totalCents") => notes.reduce((sum, note) => sum + note[key], 0);
        const { netCents, vatCents, totalCents } = made.totals;
        expect([sumOf("netCents"), sumOf("vatCents"), sumOf("totalCents")]).toEqual([netCents, vatCents, totalCents]);
        for (const note of notes) {
          expect(Math.min(note.netCents, note.vatCents, note.totalCents)).toBeGreaterThanOrEqual(0);
          expect(note.lines.reduce((sum, line) => sum + line.netCents, 0)).toBe(note.netCents);
        }
      },
    ),
  );
});
