import { decimalText, divideRounded, safeNumber, scaledInteger } from "@mechanicbuddy/contract/decimal";
import { invalid, type Warning } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as ledger from "./ledger.ts";
import * as store from "./stock-store.ts";

/** A quantity of a part in a storage. Without a storage it is the one the part is kept in. */
export interface Quantity {
  partId: string;
  storageId?: string | null;
  /** Decimal string. */
  quantity: string;
}

/** Part and line of an order that takes from the shelf or gives back to it. */
export interface LineQuantity extends Quantity {
  lineId: string;
}

/** What a move cost. */
export interface Taken {
  /** Of the whole quantity, in minor units; the moving average. */
  costCents: number;
  /** False for a part that keeps no stock: nothing was booked, the cost is the newest supplier price. */
  booked: boolean;
  /** There was less than was taken. Refuse with it unless the person accepts its code. */
  warning?: Warning;
}

/**
 * Holds a quantity back for an approved line; a negative quantity releases it. Parts that keep no stock are not held.
 * Whoever moves several parts in one transaction goes through them in the order of their ids.
 */
export async function reserve(ctx: Context, { partId, storageId = null, quantity }: Quantity): Promise<void> {
  const thousandths = scaledInteger(quantity, 3, "quantity");
  if (thousandths === 0n) return;
  await inTransaction(ctx, (ctx) =>
    thousandths > 0n
      ? store.reserve(ctx, partId, storageId, quantity)
      : store.release(ctx, partId, storageId, decimalText(-thousandths, 3)),
  );
}

/**
 * Takes a part out for a line at its moving average. It releases no reservation. A negative quantity is an old part
 * handed in: it comes in at the average, and the cost is negative.
 */
export function issue(ctx: Context, { partId, storageId, quantity, lineId }: LineQuantity): Promise<Taken> {
  const wanted = amount(quantity);
  return inTransaction(ctx, async (ctx) => {
    const part = await lockOne(ctx, partId);
    if (!part.stocked) return unbooked(part, wanted);
    const booked =
      wanted > 0n
        ? ledger.issue(part.stock, wanted)
        : ledger.takeBack(part.stock, { quantity: -wanted, valueCents: ledger.worthOf(part.stock, -wanted) });
    const { valueCents, ...taken } = await book(ctx, part, { booked, storageId, lineId });
    return { costCents: 0 - valueCents, ...taken };
  });
}

/**
 * Brings a part of a line back. `costCents` is what the whole quantity is worth; without it, it is what the line's
 * issues took for it, to the cent. A negative quantity takes an old part that was handed in out again.
 */
export function takeBack(
  ctx: Context,
  { partId, storageId, quantity, lineId, costCents }: LineQuantity & { costCents?: number },
): Promise<Taken> {
  const wanted = amount(quantity);
  return inTransaction(ctx, async (ctx) => {
    const part = await lockOne(ctx, partId);
    if (!part.stocked) return unbooked(part, wanted);
    const booked =
      wanted < 0n
        ? ledger.issue(part.stock, -wanted)
        : ledger.takeBack(part.stock, {
            quantity: wanted,
            valueCents: costCents === undefined ? await shareOfLine(ctx, part, lineId, wanted) : BigInt(costCents),
          });
    const { valueCents, ...taken } = await book(ctx, part, { booked, storageId, lineId });
    return { costCents: valueCents, ...taken };
  });
}

/** The last unit brought back brings the rest of what the issues took. */
async function shareOfLine(ctx: Context, part: store.LockedPart, lineId: string, quantity: bigint): Promise<bigint> {
  const out = await store.outForLine(ctx, part.id, lineId);
  if (out.quantity <= 0n) return ledger.worthOf(part.stock, quantity);
  return quantity === out.quantity ? out.valueCents : divideRounded(out.valueCents * quantity, out.quantity);
}

function unbooked(part: store.LockedPart, quantity: bigint): Taken {
  const costCents = divideRounded(quantity * BigInt(part.supplierCostCents ?? 0), 1000n);
  return { costCents: safeNumber(costCents, "costCents"), booked: false };
}

async function book(
  ctx: Context,
  part: store.LockedPart,
  { booked, storageId, lineId }: { booked: ledger.Booked; storageId: string | null | undefined; lineId: string },
) {
  const moves = booked.moves.map((move) => ({
    ...move,
    partId: part.id,
    storageId: storageId ?? part.storageId,
    // The difference belongs to all that was owed, not to this line.
    lineId: move.kind === "revaluation" ? undefined : lineId,
  }));
  const levels = await store.book(ctx, moves, new Map([[part.id, booked.stock]]));
  const [first] = moves;
  const warning = first !== undefined && first.quantity < 0n ? belowZero(part, levels) : undefined;
  return { valueCents: safeNumber(first?.valueCents ?? 0n, "value"), booked: true, ...(warning && { warning }) };
}

/** The sentence about a shelf that now holds less than nothing. */
export function belowZero(part: store.LockedPart, levels: readonly store.Level[]): Warning | undefined {
  const short = levels.find((level) => level.partId === part.id && level.onHand.startsWith("-"));
  if (short === undefined) return undefined;
  const message = `${short.storage} does not hold that many of ${part.name}: it would stand at ${short.onHand}.`;
  return { code: "below_zero", message };
}

async function lockOne(ctx: Context, partId: string): Promise<store.LockedPart> {
  const part = (await store.lock(ctx, [partId])).get(partId);
  if (part === undefined) throw invalid({ partId: "This part does not exist; choose another one." });
  return part;
}

function amount(quantity: string): bigint {
  const thousandths = scaledInteger(quantity, 3, "quantity");
  if (thousandths === 0n) throw invalid({ quantity: "Enter how many." });
  return thousandths;
}
