import { expect, test } from "vitest";
import { spread, taken, takeOff } from "./payment.ts";

const cash = { kind: "cash", cashStep: 5 } as const;

test("cash is counted in coins: 26.97 takes 26.95, 26.98 takes 27.00, and both settle what was owed", () => {
  expect(taken({ ...cash, amountCents: 2697 }, 2697)).toEqual({ amountCents: 2695, roundingCents: -2 });
  expect(taken({ ...cash, amountCents: 2698 }, 2698)).toEqual({ amountCents: 2700, roundingCents: 2 });
});

test("whoever types the coins on the counter settles the sum as well", () => {
  expect(taken({ ...cash, amountCents: 2695 }, 2697)).toEqual({ amountCents: 2695, roundingCents: -2 });
  expect(taken({ ...cash, amountCents: 2700 }, 2698)).toEqual({ amountCents: 2700, roundingCents: 2 });
});

test("cards and shops without rounding take the very sum", () => {
  expect(taken({ kind: "card", cashStep: 5, amountCents: 2697 }, 2697)).toEqual({
    amountCents: 2697,
    roundingCents: 0,
  });
  expect(taken({ kind: "cash", cashStep: 0, amountCents: 2697 }, 2697)).toEqual({
    amountCents: 2697,
    roundingCents: 0,
  });
});

const want = (invoiceId: string, openCents: number, wantedCents = openCents) => ({ invoiceId, openCents, wantedCents });
const card = { kind: "card", cashStep: 0 } as const;

test("an invoice never gets more than is open; the rest is on no invoice", () => {
  expect(spread({ ...card, amountCents: 5000 }, [want("a", 2697, 5000)])).toMatchObject({
    allocations: [{ invoiceId: "a", amountCents: 2697 }],
    restCents: 2303,
  });
  expect(spread({ ...card, amountCents: 1000 }, [want("paid", 0, 1000), want("over", -500, 10)])).toMatchObject({
    allocations: [],
    restCents: 1000,
  });
});

test("money that does not reach goes to the invoices in their order", () => {
  expect(spread({ ...card, amountCents: 3000 }, [want("a", 2000), want("b", 2000)])).toMatchObject({
    allocations: [
      { invoiceId: "a", amountCents: 2000 },
      { invoiceId: "b", amountCents: 1000 },
    ],
    owedCents: 4000,
    restCents: 0,
  });
});

test("a refund leaves credit first, then what got too much, then the last paid", () => {
  const shares = [
    { invoiceId: "first", cents: 1000, openCents: 0 },
    { invoiceId: "over", cents: 1000, openCents: -300 },
    { invoiceId: "last", cents: 1000, openCents: 0 },
  ];
  expect(takeOff(500, 500, shares)).toEqual([]);
  expect(takeOff(2700, 500, shares)).toEqual([
    { invoiceId: "over", amountCents: -1000 },
    { invoiceId: "last", amountCents: -1000 },
    { invoiceId: "first", amountCents: -200 },
  ]);
});
