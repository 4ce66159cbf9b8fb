import fc from "fast-check";
import { expect, test } from "vitest";
import { spread } from "./largest-remainder.ts";

const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const weight = fc.integer({ min: 0, max: 1_000_000_000 });

test("a job at a fixed price of 100.00 over three equal lines gives the odd cent to the first", () => {
  expect(spread(10_000, [500, 500, 500])).toEqual([3334, 3333, 3333]);
});

test("the odd cents go to the lines that lost most by cutting", () => {
  expect(spread(10_000, [11_700, 5515, 1335])).toEqual([6307, 2973, 720]);
  expect(spread(5, [1, 2, 4])).toEqual([1, 1, 3]);
});

test("a free line stays free while others have a price", () => {
  expect(spread(999, [0, 100, 0, 200])).toEqual([0, 333, 0, 666]);
});

test("lines without any price share a fixed price equally", () => {
  expect(spread(100, [0, 0, 0])).toEqual([34, 33, 33]);
});

test("a returned core keeps its minus sign when the job has a fixed price", () => {
  expect(spread(9000, [12_000, -2000])).toEqual([10_800, -1800]);
});

test("there must be a line to carry the price, and amounts are whole cents", () => {
  expect(() => spread(100, [])).toThrow("weights is empty; give at least one line");
  expect(() => spread(0.5, [1])).toThrow("totalCents is 0.5");
  expect(() => spread(1, [1, 0.5])).toThrow("weights[1] is 0.5");
});

test("a fixed price always adds up, whatever the lines", () => {
  fc.assert(
    fc.property(cents, fc.array(cents, { minLength: 1, maxLength: 30 }), (total, weights) => {
      fc.pre(Math.abs(weights.reduce((a, b) => a + b, 0)) > 1_000_000 || weights.every((w) => w >= 0));
      expect(spread(total, weights).reduce((a, b) => a + b, 0)).toBe(total);
    }),
  );
});

test("no line is a whole cent away from its fair share, and a refund mirrors the price", () => {
  fc.assert(
    fc.property(cents, fc.array(weight, { minLength: 1, maxLength: 30 }), (total, weights) => {
      const sum = BigInt(weights.reduce((a, b) => a + b, 0));
      fc.pre(sum > 0n);
      const shares = spread(total, weights);
      shares.forEach((share, i) => {
        const error = BigInt(share) * sum - BigInt(total) * BigInt(weights[i] ?? 0);
        expect(error < sum && error > -sum).toBe(true);
      });
      expect(spread(0 - total, weights)).toEqual(shares.map((share) => 0 - share));
    }),
  );
});
