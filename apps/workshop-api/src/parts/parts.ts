import type { addSupplierPrice, createPart, listParts, Part, PartRow, updatePart } from "@mechanicbuddy/contract/parts";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import * as audit from "../audit/audit.ts";
import * as search from "../search/search.ts";
import { entryOf } from "./entry.ts";
import * as lists from "./list-store.ts";
import { blankPart, faultsOf, marginOf, type PartState, settled, shownRow } from "./part.ts";
import * as store from "./store.ts";

export { createMany, faultsOfInput, type Known as KnownPart, matching, type PartInput } from "./importing.ts";
export { quantityText } from "./part.ts";
export { atRate, inMode, type TypedPrice } from "./price.ts";
export { issue, type LineQuantity, type Quantity, reserve, type Taken, takeBack } from "./stock.ts";

/** One part with its stock; prices and costs only for whoever may see them. */
export async function get(ctx: Context, id: string): Promise<Part> {
  const part = await store.find(ctx, id);
  if (part === undefined) throw notFound();
  return shown(part);
}

/** Parts in the order of `ids`; what is not there is left out. */
export async function getMany(ctx: Context, ids: readonly string[]): Promise<Part[]> {
  return (await store.findMany(ctx, ids)).map(shown);
}

/** The part with this barcode or code; undefined when nobody has it. */
export async function findByCode(ctx: Context, code: string): Promise<Part | undefined> {
  const part = await store.findByCode(ctx, code);
  return part && shown(part);
}

/** A page of parts by name. `q` finds what the global search finds. */
export async function list(ctx: Context, query: Input<typeof listParts>["query"]) {
  const { limit = 25, cursor, q } = query;
  const filter = { ...query, ids: search.idsOf(ctx, "part", q) };
  const [found, total] = await Promise.all([
    lists.page(ctx, filter, { after: positionOf<lists.Position>(cursor), limit }),
    query.total ? lists.count(ctx, filter) : undefined,
  ]);
  const page = pageOf(found, limit, ({ name, id }) => cursorOf({ name, id }), shownRow);
  return total === undefined ? page : { ...page, total };
}

const LOW_SHOWN = 500;

/** Parts of which less is available than their reorder point. */
export async function low(ctx: Context): Promise<{ items: PartRow[] }> {
  const found = await lists.page(ctx, { low: true }, { after: undefined, limit: LOW_SHOWN });
  return { items: found.slice(0, LOW_SHOWN).map(shownRow) };
}

/** The part's ledger, newest first. */
export async function moves(ctx: Context, id: string, { cursor, limit = 25 }: { cursor?: string; limit?: number }) {
  const [exists, found] = await Promise.all([
    lists.exists(ctx, id),
    lists.moves(ctx, id, { after: positionOf<{ id: string }>(cursor), limit }),
  ]);
  if (!exists) throw notFound();
  return pageOf(found, limit, ({ id }) => cursorOf({ id }));
}

/** Adds a part. Its price is in the workshop's mode of today unless another is given. */
export function create(ctx: Context, input: Input<typeof createPart>["body"]): Promise<Part> {
  return inTransaction(ctx, async (ctx) => {
    const id = newId();
    const around = await store.surroundings(ctx, id, input);
    const part = settled({ ...blankPart(around.priceMode), ...input });
    refuse(part, around);
    const writing = store.insert(ctx, id, part);
    audit.record(ctx, { action: "part.create", entityKind: "part", entityId: id, after: { ...part } });
    return saved(ctx, id, part, writing);
  });
}

/** Changes, archives or restores a part. Fields that are left out stay as they are. */
export function update(
  ctx: Context,
  id: string,
  { version, archived, bins, ...fields }: Input<typeof updatePart>["body"],
): Promise<Part> {
  return inTransaction(ctx, async (ctx) => {
    const [row, around] = await Promise.all([store.lock(ctx, id), store.surroundings(ctx, id, fields)]);
    if (row === undefined) throw notFound();
    const { version: current, archivedAt: wasArchived, ...before } = row;
    if (current !== version) {
      throw new Refusal("conflict", `Somebody changed ${before.name} in the meantime.`, {
        current: await get(ctx, id),
      });
    }
    const part = settled({ ...before, ...fields });
    refuse(part, around);
    const archivedAt = archived === undefined ? wasArchived : archived ? ctx.now().toISOString() : null;
    const writing = Promise.all([
      store.update(ctx, id, part, archivedAt),
      bins === undefined ? undefined : store.setBins(ctx, id, bins),
    ]);
    audit.record(ctx, {
      action: "part.update",
      entityKind: "part",
      entityId: id,
      before: { ...before, archivedAt: wasArchived },
      after: { ...part, archivedAt, ...(bins && { bins }) },
    });
    return saved(ctx, id, part, writing);
  });
}

/** Deletes a part nothing refers to. What was sold, moved or is part of a canned job can be archived. */
export function remove(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [row, usedIn] = await Promise.all([store.lock(ctx, id), store.usesOf(ctx, id)]);
    if (row === undefined) throw notFound();
    const [first] = usedIn;
    if (first !== undefined) {
      throw new Refusal("in_use", `${row.name} is in use: ${first.label}. Archive it instead.`, { usedIn });
    }
    const { version: _, ...before } = row;
    audit.record(ctx, { action: "part.delete", entityKind: "part", entityId: id, before: { ...before } });
    search.forget(ctx, "part", id);
    await store.remove(ctx, id);
  });
}

/** Notes what a supplier charges for a pack. */
export function addPrice(ctx: Context, id: string, body: Input<typeof addSupplierPrice>["body"]): Promise<Part> {
  return inTransaction(ctx, async (ctx) => {
    const { supplierCode = null, pack = "1", seenOn = null } = body;
    if (Number(pack) === 0) throw invalid({ pack: "Enter how many are in a pack." });
    if (!(await lists.exists(ctx, id))) throw notFound();
    const price = { ...body, supplierCode, pack, seenOn };
    if (!(await store.insertSupplierPrice(ctx, id, price))) throw invalid({ supplierId: noSupplier });
    audit.record(ctx, { action: "part.price", entityKind: "part", entityId: id, after: { ...price } });
    return get(ctx, id);
  });
}

export const noSupplier = "This supplier does not exist any more; choose another one.";

function shown({ unitCostCents, taxPercent, shownMode: _, ...part }: store.RawPart): Part {
  if (unitCostCents === undefined) return part;
  return { ...part, marginPercent: marginOf({ ...part, unitCostCents, taxPercent }) };
}

function refuse(part: PartState, around: store.Surroundings): void {
  const faults = faultsOf(part);
  if (!around.taxRate) faults.taxRateId = "This tax rate does not exist any more. Choose another.";
  if (!around.supplier) faults.supplierId = noSupplier;
  if (!around.storage) faults.storageId = "This storage does not exist any more; choose another one.";
  if (Object.keys(faults).length > 0) throw invalid(faults);
  const { codeOf, barcodesOf } = around;
  if (codeOf !== null) throw taken("code", `${part.code} is the code of ${codeOf.label}.`, codeOf);
  const [first] = barcodesOf;
  if (first === undefined) return;
  const field = `barcodes.${part.barcodes.indexOf(first.code)}`;
  throw taken(field, `${first.code} is the barcode of ${first.label}.`, first);
}

function taken(field: string, message: string, { id, label }: { id: string; label: string }): Refusal {
  return new Refusal("invalid", message, { errors: [{ field, message }], usedIn: [{ kind: "part", id, label }] });
}

export const searchSource: search.Source = {
  kind: "part",
  things: sql`parts`,
  reindex: async (ctx, id) => {
    const part = await store.lock(ctx, id);
    if (part !== undefined) search.index(ctx, { ...entryOf(id, part), isRebuilt: true });
  },
};

/** Makes the part findable by its new words and shows it; everything travels behind the write. */
async function saved(ctx: Context, id: string, part: PartState, writing: Promise<unknown>): Promise<Part> {
  search.index(ctx, entryOf(id, part));
  const [found] = await Promise.all([get(ctx, id), writing]).catch((error: { code?: string }) => {
    if (error.code !== "23505") throw error;
    throw new Refusal(
      "conflict",
      "Somebody has just used this code or barcode for another part. Save again to see which.",
    );
  });
  return found;
}
