import { documentTotals } from "@mechanicbuddy/contract/totals";
import { expect, test } from "vitest";
import { pieces } from "./sums.ts";

const rates = [{ id: "s", label: "24 %", percent: 24, category: "S" as const }];
const line = { quantity: "3", unitPriceCents: 999, discountPercent: 10, taxCategory: "S" as const, taxPercent: 24 };

for (const priceMode of ["net", "gross"] as const) {
  for (const taxTreatment of ["standard", "reverse_charge", "exempt"] as const) {
    test(`sums while typing are those of the invoice: ${priceMode} prices, ${taxTreatment}`, () => {
      const core = { ...line, quantity: "-1", unitPriceCents: 250 };
      const dear = { ...line, quantity: "25", unitPriceCents: 999_999_999 };
      const real = documentTotals({ priceMode, taxTreatment, lines: [line, core, dear] });
      const rows = [line, core, dear].map(() => ({ taxRateId: "s" }) as never);
      const typed = documentTotals({ priceMode, taxTreatment, lines: pieces(real.lines, rows, rates) });
      expect(typed.groups).toEqual(real.groups);
      expect(typed.totalCents).toBe(real.totalCents);
    });
  }
}
