import { divideRounded } from "@mechanicbuddy/contract/decimal";

/** What is there of a part over all storages: thousandths of its unit, and what they are worth. */
export interface Stock {
  onHand: bigint;
  valueCents: bigint;
  /** Price of one unit at the last receipt. */
  lastCostCents: bigint | null;
}

export type MoveKind = "opening" | "receipt" | "issue" | "return" | "transfer" | "count" | "revaluation";

export interface Move {
  kind: MoveKind;
  quantity: bigint;
  valueCents: bigint;
}

/** The stock after some moves; its quantity and value are those before plus the moves'. */
export interface Booked {
  stock: Stock;
  moves: Move[];
}

const UNIT = 1000n;

/** A delivery, or what was there when the workshop began: `unitCostCents` is the price of one unit. */
export function receive(
  stock: Stock,
  { quantity, unitCostCents, kind }: { quantity: bigint; unitCostCents: bigint; kind: "opening" | "receipt" },
): Booked {
  const cost = divideRounded(quantity * unitCostCents, UNIT);
  return takeIn({ ...stock, lastCostCents: unitCostCents }, { kind, quantity, valueCents: cost });
}

/** Takes out at the moving average. The last unit takes what is left; what is not there is valued at the last cost. */
export function issue(stock: Stock, quantity: bigint): Booked {
  return takeOut(stock, { kind: "issue", quantity });
}

/** Brings back what an issue took, at what it took. */
export function takeBack(stock: Stock, { quantity, valueCents }: { quantity: bigint; valueCents: bigint }): Booked {
  return takeIn(stock, { kind: "return", quantity, valueCents });
}

/** Books what a count found too much or too little, at the moving average. `difference` is not zero. */
export function correct(stock: Stock, difference: bigint): Booked {
  if (difference < 0n) return takeOut(stock, { kind: "count", quantity: -difference });
  return takeIn(stock, { kind: "count", quantity: difference, valueCents: worthOf(stock, difference) });
}

/** Both halves of a transfer, out and in: totals stay. */
export function transfer(stock: Stock, quantity: bigint): [out: Move, into: Move] {
  const valueCents = worthOf(stock, quantity);
  return [
    { kind: "transfer", quantity: -quantity, valueCents: -valueCents },
    { kind: "transfer", quantity, valueCents },
  ];
}

/** What a quantity costs: the average of what is there, else the last cost. */
export function worthOf({ onHand, valueCents, lastCostCents }: Stock, quantity: bigint): bigint {
  return onHand > 0n ? divideRounded(quantity * valueCents, onHand) : atLastCost(lastCostCents, quantity);
}

function takeOut(stock: Stock, { kind, quantity }: { kind: "issue" | "count"; quantity: bigint }): Booked {
  const { onHand, valueCents } = stock;
  const there = onHand > 0n ? smaller(onHand, quantity) : 0n;
  const cost = (there === 0n ? 0n : worthOf(stock, there)) + atLastCost(stock.lastCostCents, quantity - there);
  const move: Move = { kind, quantity: -quantity, valueCents: -cost };
  return { stock: { ...stock, onHand: onHand - quantity, valueCents: valueCents - cost }, moves: [move] };
}

/**
 * Coming in while units are owed: they were issued at an old cost and really cost what comes in now. The balance is
 * valued anew at the incoming cost, and the difference is a move of its own, so that the ledger explains it.
 */
function takeIn(stock: Stock, move: Move): Booked {
  const onHand = stock.onHand + move.quantity;
  const raw = stock.valueCents + move.valueCents;
  if (stock.onHand >= 0n) return { stock: { ...stock, onHand, valueCents: raw }, moves: [move] };
  const valueCents = divideRounded(onHand * move.valueCents, move.quantity);
  const difference: Move = { kind: "revaluation", quantity: 0n, valueCents: valueCents - raw };
  return { stock: { ...stock, onHand, valueCents }, moves: difference.valueCents === 0n ? [move] : [move, difference] };
}

function atLastCost(lastCostCents: bigint | null, quantity: bigint): bigint {
  return divideRounded(quantity * (lastCostCents ?? 0n), UNIT);
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
