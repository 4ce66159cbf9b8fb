import { scaledInteger } from "@mechanicbuddy/contract/decimal";
import type { countStock, Part, receiveStock, transferStock } from "@mechanicbuddy/contract/parts";
import { invalid, notFound, Refusal, type Warning } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import { unlessAccepted } from "../warnings.ts";
import * as ledger from "./ledger.ts";
import { get, getMany, noSupplier } from "./parts.ts";
import { belowZero } from "./stock.ts";
import * as store from "./stock-store.ts";
import * as storages from "./storage-store.ts";
import { findSupplier } from "./supplier-store.ts";

const howMany = "Enter how many.";
const noStorage = "This storage does not exist any more; choose another one.";

/** Books a delivery in; `opening` is what was on the shelf when the workshop began. What it costs is each supplier's price. */
export function receive(
  ctx: Context,
  { items, supplierId, supplierDocument }: Input<typeof receiveStock>["body"],
  kind: "receipt" | "opening" = "receipt",
): Promise<{ items: Part[] }> {
  return inTransaction(ctx, async (ctx) => {
    const partIds = items.map((item) => item.partId);
    const [parts, known, supplier] = await Promise.all([
      store.lock(ctx, partIds),
      storages.existing(
        ctx,
        items.flatMap((item) => item.storageId ?? []),
      ),
      supplierId == null ? undefined : findSupplier(ctx, supplierId),
    ]);
    if (supplierId != null && supplier === undefined) throw invalid({ supplierId: noSupplier });
    const receiptId = newId();
    const stocks = new Map<string, ledger.Stock>();
    const moves: store.NewMove[] = [];
    const prices: Parameters<typeof store.insertPrices>[1][number][] = [];
    for (const [index, item] of items.entries()) {
      const part = stockedPart(parts, item.partId, `items.${index}.partId`);
      if (item.storageId !== undefined && !known.has(item.storageId)) {
        throw invalid({ [`items.${index}.storageId`]: noStorage });
      }
      const stock = stocks.get(part.id) ?? part.stock;
      const unitCostCents = BigInt(item.costCents ?? part.supplierCostCents ?? stock.lastCostCents ?? 0);
      const quantity = positive(item.quantity, `items.${index}.quantity`);
      const booked = ledger.receive(stock, { quantity, unitCostCents, kind });
      stocks.set(part.id, booked.stock);
      const at = { partId: part.id, storageId: item.storageId ?? part.storageId, receiptId };
      moves.push(...booked.moves.map((move) => ({ ...move, ...at, reason: supplierDocument ?? undefined })));
      const from = supplierId ?? part.supplierId;
      if (item.costCents !== undefined && from !== null && kind === "receipt") {
        prices.push({ partId: part.id, supplierId: from, costCents: item.costCents });
      }
    }
    const writing = Promise.all([
      store.book(ctx, moves, stocks),
      prices.length === 0 ? undefined : store.insertPrices(ctx, prices),
    ]);
    const after = { supplierId, supplierDocument, items };
    audit.record(ctx, { action: `stock.${kind}`, entityKind: "receipt", entityId: receiptId, after });
    const [received] = await Promise.all([getMany(ctx, [...stocks.keys()]), writing]);
    return { items: received };
  });
}

/** Takes what was booked in as opening stock out again, unless somebody moved the part since. */
export function takeOpeningBack(ctx: Context, partId: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [parts, opened] = await Promise.all([store.lock(ctx, [partId]), store.openedAt(ctx, partId)]);
    const part = parts.get(partId);
    if (part === undefined) throw notFound();
    const { quantity, storageId, others } = opened;
    if (others || storageId === null) throw new Refusal("in_use", "The part was moved or counted since.");
    const booked = ledger.correct(part.stock, -positive(quantity, "quantity"));
    const at = { partId, storageId, reason: store.OPENING_BACK };
    audit.record(ctx, { action: "stock.opening_back", entityKind: "part", entityId: partId, before: { quantity } });
    const moves = booked.moves.map((move) => ({ ...move, ...at }));
    await store.book(ctx, moves, new Map([[partId, booked.stock]]));
  });
}

/** Parts that are or were on a shelf, with what is there. */
export async function begun(ctx: Context, partIds: readonly string[]): Promise<Map<string, string>> {
  return new Map((await store.begun(ctx, partIds)).map(({ id, onHand }) => [id, onHand]));
}

/** Moves stock from one storage to another: quantity and value of the part stay. */
export function transfer(ctx: Context, body: Input<typeof transferStock>["body"]): Promise<Part> {
  return inTransaction(ctx, async (ctx) => {
    const { partId, fromStorageId, toStorageId, acceptWarnings } = body;
    if (fromStorageId === toStorageId) {
      throw invalid({ toStorageId: "Choose another storage; it is in this one already." });
    }
    const quantity = positive(body.quantity, "quantity");
    const [parts, known] = await Promise.all([
      store.lock(ctx, [partId]),
      storages.existing(ctx, [fromStorageId, toStorageId]),
    ]);
    const part = stockedPart(parts, partId, "partId");
    for (const field of ["fromStorageId", "toStorageId"] as const) {
      if (!known.has(body[field])) throw invalid({ [field]: noStorage });
    }
    const pairId = newId();
    const [out, into] = ledger.transfer(part.stock, quantity);
    const moves = [
      { ...out, partId, pairId, storageId: fromStorageId },
      { ...into, partId, pairId, storageId: toStorageId },
    ];
    const writing = store.book(ctx, moves, new Map());
    const after = { fromStorageId, toStorageId, quantity: body.quantity };
    audit.record(ctx, { action: "stock.transfer", entityKind: "part", entityId: partId, after });
    const [moved, levels] = await Promise.all([get(ctx, partId), writing]);
    const warning = belowZero(
      part,
      levels.filter((level) => level.storageId === fromStorageId),
    );
    if (warning !== undefined) unlessAccepted(ctx, [warning], acceptWarnings, { kind: "part", id: partId });
    return moved;
  });
}

/**
 * Books counted quantities of one storage; what differs becomes moves. Where the shelf moved while it was counted, the
 * person sees both numbers and decides; what was counted is then what is there now.
 */
export function count(ctx: Context, body: Input<typeof countStock>["body"]): Promise<{ differences: number }> {
  return inTransaction(ctx, async (ctx) => {
    const { storageId, startedAt, items, acceptWarnings } = body;
    if (Date.parse(startedAt) > ctx.now().getTime())
      throw invalid({ startedAt: "The count cannot begin in the future." });
    const partIds = items.map((item) => item.partId);
    const [parts, known, held] = await Promise.all([
      store.lock(ctx, partIds),
      storages.existing(ctx, [storageId]),
      store.heldAt(ctx, { storageId, partIds, at: startedAt }),
    ]);
    if (!known.has(storageId)) throw invalid({ storageId: noStorage });
    const shelf = new Map(held.map((part) => [part.partId, part]));
    const stocks = new Map<string, ledger.Stock>();
    const moves: store.NewMove[] = [];
    const warnings: Warning[] = [];
    for (const [index, { partId, counted }] of items.entries()) {
      const part = stockedPart(parts, partId, `items.${index}.partId`);
      if (partIds.indexOf(partId) !== index)
        throw invalid({ [`items.${index}.partId`]: "This part is counted twice." });
      const { onHand = "0", before = "0" } = shelf.get(partId) ?? {};
      if (onHand !== before) warnings.push(movedMeanwhile(part.name, { before, onHand, counted }));
      const difference = scaledInteger(counted, 3, "counted") - scaledInteger(onHand, 3, "onHand");
      if (difference === 0n) continue;
      const booked = ledger.correct(part.stock, difference);
      stocks.set(partId, booked.stock);
      const reason = `Counted ${counted}, on the books ${onHand}`;
      moves.push(...booked.moves.map((move) => ({ ...move, partId, storageId, reason })));
    }
    const about = { kind: "storage", id: storageId };
    unlessAccepted(ctx, warnings, acceptWarnings, about);
    if (stocks.size > 0) {
      const after = { items };
      audit.record(ctx, { action: "stock.count", entityKind: "storage", entityId: storageId, after });
      await store.book(ctx, moves, stocks);
    }
    return { differences: stocks.size };
  });
}

function movedMeanwhile(name: string, numbers: { before: string; onHand: string; counted: string }): Warning {
  const { before, onHand, counted } = numbers;
  const message = `${name} moved while it was counted: the books said ${before} when you began and say ${onHand} now. Your ${counted} would be what is there now.`;
  return { code: "moved_since_count", message };
}

function stockedPart(parts: ReadonlyMap<string, store.LockedPart>, id: string, field: string): store.LockedPart {
  const part = parts.get(id);
  if (part === undefined) throw invalid({ [field]: "This part does not exist any more; choose another one." });
  if (!part.stocked)
    throw invalid({ [field]: `${part.name} keeps no stock. Switch stock keeping on at the part first.` });
  return part;
}

function positive(quantity: string, field: string): bigint {
  const thousandths = scaledInteger(quantity, 3, field);
  if (thousandths === 0n) throw invalid({ [field]: howMany });
  return thousandths;
}

/** Looks for parts whose levels are not what their ledger says. Differences alarm and are never repaired in silence. */
export async function checkLedger(ctx: Context): Promise<number> {
  const found = await store.differences(ctx);
  const named = found
    .slice(0, 5)
    .map(({ partId, ledger, level }) => `${partId} stands at ${level}, its moves say ${ledger}`);
  if (found.length > 0) ctx.log.error({ count: found.length }, `Stock differs from its ledger: ${named.join("; ")}`);
  return found.length;
}
