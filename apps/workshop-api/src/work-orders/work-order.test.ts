import { documentTotals } from "@mechanicbuddy/contract/totals";
import { expect, test } from "vitest";
import { breaksAgreement, contentHash, type LineContent } from "./job.ts";
import { billedTotals, marginPercent } from "./work-order.ts";

const line = (change: Partial<LineContent> = {}): LineContent => ({
  id: "a",
  kind: "part",
  code: "HU6013Z",
  description: "Oil filter",
  quantity: "1",
  unit: "C62",
  unitPriceCents: 1335,
  discountPercent: 0,
  taxRateId: "t",
  partId: "p",
  ...change,
});
const labour = line({ id: "b", kind: "labour", code: null, partId: null, unitPriceCents: 7800, quantity: "1.5" });
const job = (...lines: LineContent[]) => ({ title: "Oil service", lines });
const amounts = { beforeCents: 10_000, afterCents: 10_000, agreedCents: 10_000, tolerancePercent: 0 };

test("what a customer agrees to is the same whatever the order of lines or the zeros behind a quantity", () => {
  const one = contentHash(job(line(), labour));
  expect(one).toHaveLength(32);
  expect(contentHash(job({ ...labour, quantity: "1.500" }, line({ id: "c" })))).toEqual(one);
  expect(contentHash(job(line({ unitPriceCents: 1336 }), labour))).not.toEqual(one);
  expect(contentHash({ ...job(line(), labour), title: "Big oil service" })).not.toEqual(one);
});

test("adding a line or exchanging a part asks the customer again, even at a lower price", () => {
  const cheaper = { ...amounts, afterCents: 5_000 };
  expect(breaksAgreement(job(line()), job(line(), labour), cheaper)).toBe(true);
  expect(breaksAgreement(job(line()), job(line({ partId: "other" })), cheaper)).toBe(true);
  const typed = line({ partId: null, code: null });
  expect(breaksAgreement(job(typed), job({ ...typed, description: "Other filter" }), cheaper)).toBe(true);
  expect(breaksAgreement(job(labour), job({ ...labour, description: "Change the oil" }), cheaper)).toBe(false);
});

test("taking lines away and lowering prices never asks the customer again", () => {
  expect(breaksAgreement(job(line(), labour), job(line()), { ...amounts, afterCents: 1_335 })).toBe(false);
  // Approved at 100.00 with tolerance used up to 110.00, now 105.00: still dearer than agreed, but cheaper than before.
  const lowered = { ...amounts, beforeCents: 11_000, afterCents: 10_500 };
  expect(breaksAgreement(job(line()), job(line({ unitPriceCents: 1000 })), lowered)).toBe(false);
});

test("a rise within the tolerance keeps the yes, one cent more does not", () => {
  const dearer = (afterCents: number) => ({ ...amounts, afterCents, tolerancePercent: 2.5 });
  const raised = job(line({ unitPriceCents: 1500 }));
  expect(breaksAgreement(job(line()), raised, dearer(10_250))).toBe(false);
  expect(breaksAgreement(job(line()), raised, dearer(10_251))).toBe(true);
});

test("only drafts and approved jobs of the customer count in the order's total", () => {
  const taxed = { ...line(), taxCategory: "S" as const, taxPercent: 24 };
  const jobs = ["draft", "approved", "asked", "declined", "changed"].map((authorisation) => ({
    billing: "customer",
    authorisation,
    lines: [taxed],
  }));
  const terms = { priceMode: "gross", taxTreatment: "standard" } as const;
  const warranty = { billing: "warranty", authorisation: "not_needed", lines: [taxed] };
  expect(billedTotals(terms, [...jobs, warranty]).totalCents).toBe(2 * 1335);
});

test("the margin is what remains of the net price after cost, and is not guessed when a part's cost is unknown", () => {
  const totals = documentTotals({
    priceMode: "net",
    lines: [{ ...line({ quantity: "4", unitPriceCents: 1000 }), taxCategory: "S", taxPercent: 24 }],
  });
  expect(marginPercent(totals, [{ kind: "part", quantity: "4", costCents: 550 }])).toBe(45);
  expect(marginPercent(totals, [{ kind: "part", quantity: "4", costCents: null }])).toBeNull();
  expect(marginPercent(totals, [{ kind: "labour", quantity: "4", costCents: null }])).toBe(100);
  expect(marginPercent(documentTotals({ priceMode: "net", lines: [] }), [])).toBeNull();
});
