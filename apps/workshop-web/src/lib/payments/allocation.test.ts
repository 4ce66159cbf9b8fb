import { expect, test } from "vitest";
import { allocationOf } from "./allocation.ts";

test("the coins for a sum in cash settle all of it, though they are two cents less", () => {
  expect(allocationOf({ amountCents: 2695, kind: "cash", cashStep: 5 }, 2697)).toBe(2697);
});

test("by card the same sum leaves two cents open", () => {
  expect(allocationOf({ amountCents: 2695, kind: "card", cashStep: 5 }, 2697)).toBe(2695);
});

test("a part pays a part, and an invoice never gets more than is open on it", () => {
  expect(allocationOf({ amountCents: 1000, kind: "cash", cashStep: 0 }, 2697)).toBe(1000);
  expect(allocationOf({ amountCents: 5000, kind: "card", cashStep: 0 }, 2697)).toBe(2697);
});
