import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as ledger from "./ledger.ts";

const empty: ledger.Stock = { onHand: 0n, valueCents: 0n, lastCostCents: null };
const units = (n: number) => BigInt(n) * 1000n;
const delivered = (stock: ledger.Stock, quantity: number, unitCostCents: number) =>
  ledger.receive(stock, { quantity: units(quantity), unitCostCents: BigInt(unitCostCents), kind: "receipt" });

describe("the moving average", () => {
  test("ten filters at 5.00 and five at 6.50 are worth 82.50; four cost 22.00 and eleven worth 60.50 remain", () => {
    const stock = delivered(delivered(empty, 10, 500).stock, 5, 650).stock;
    expect(stock).toMatchObject({ onHand: units(15), valueCents: 8250n });
    expect(ledger.worthOf(stock, units(1))).toBe(550n);
    const { stock: left, moves } = ledger.issue(stock, units(4));
    expect(moves).toEqual([{ kind: "issue", quantity: -units(4), valueCents: -2200n }]);
    expect(left).toMatchObject({ onHand: units(11), valueCents: 6050n });
  });

  test("the last unit takes what is left, so an empty shelf is worth nothing", () => {
    let stock: ledger.Stock = { onHand: units(3), valueCents: 1000n, lastCostCents: 333n };
    const costs = [1, 1, 1].map((n) => {
      const booked = ledger.issue(stock, units(n));
      stock = booked.stock;
      return booked.moves[0]?.valueCents;
    });
    expect(costs).toEqual([-333n, -334n, -333n]);
    expect(stock).toMatchObject({ onHand: 0n, valueCents: 0n });
  });

  test("what is not there is issued at the last cost, and the next delivery books the difference", () => {
    const short = ledger.issue(delivered(empty, 1, 500).stock, units(3));
    expect(short.moves[0]?.valueCents).toBe(-1500n);
    expect(short.stock).toMatchObject({ onHand: -units(2), valueCents: -1000n });
    const { stock, moves } = delivered(short.stock, 5, 650);
    expect(stock).toMatchObject({ onHand: units(3), valueCents: 1950n });
    expect(moves).toEqual([
      { kind: "receipt", quantity: units(5), valueCents: 3250n },
      { kind: "revaluation", quantity: 0n, valueCents: -300n },
    ]);
  });

  test("a part that never had a price is issued at nothing", () => {
    expect(ledger.issue(empty, units(2)).stock).toMatchObject({ onHand: -units(2), valueCents: 0n });
  });

  test("a transfer carries its share of the value and changes no total", () => {
    const stock = delivered(empty, 3, 333).stock;
    const [out, into] = ledger.transfer(stock, units(2));
    expect(out).toEqual({ kind: "transfer", quantity: -units(2), valueCents: -666n });
    expect(into).toEqual({ kind: "transfer", quantity: units(2), valueCents: 666n });
  });
});

test("whatever happens to a part, its moves add up to what is there, and nothing on hand is worth nothing", () => {
  const quantity = fc.bigInt({ min: 1n, max: 20_000n });
  const cents = fc.bigInt({ min: 0n, max: 100_000n });
  const step = fc.oneof(
    fc.record({ do: fc.constant("receive" as const), quantity, cents }),
    fc.record({ do: fc.constant("issue" as const), quantity, cents }),
    fc.record({ do: fc.constant("takeBack" as const), quantity, cents }),
    fc.record({
      do: fc.constant("correct" as const),
      quantity: fc.oneof(
        quantity,
        quantity.map((q) => -q),
      ),
      cents,
    }),
    fc.record({ do: fc.constant("empty" as const), quantity, cents }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let stock = empty;
      let quantitySum = 0n;
      let valueSum = 0n;
      for (const { do: what, quantity, cents } of steps) {
        const booked = book(stock, what, quantity, cents);
        stock = booked.stock;
        for (const move of booked.moves) {
          quantitySum += move.quantity;
          valueSum += move.valueCents;
          expect(move.kind === "revaluation" ? move.quantity === 0n : move.quantity !== 0n).toBe(true);
        }
        expect([quantitySum, valueSum]).toEqual([stock.onHand, stock.valueCents]);
        const signs = stock.onHand === 0n ? stock.valueCents === 0n : stock.onHand * stock.valueCents >= 0n;
        expect(signs).toBe(true);
      }
    }),
  );
});

function book(stock: ledger.Stock, what: string, quantity: bigint, cents: bigint): ledger.Booked {
  if (what === "receive") return ledger.receive(stock, { quantity, unitCostCents: cents, kind: "receipt" });
  if (what === "takeBack") return ledger.takeBack(stock, { quantity, valueCents: cents });
  if (what === "correct") return ledger.correct(stock, quantity);
  return ledger.issue(stock, what === "empty" && stock.onHand > 0n ? stock.onHand : quantity);
}
