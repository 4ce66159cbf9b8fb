import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { createDueItem, DueItem, updateDueItem } from "@mechanicbuddy/contract/vehicles";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import { nextDueOn } from "./due.ts";
import * as store from "./store.ts";
import * as upkeep from "./store-upkeep.ts";

type NewItem = Input<typeof createDueItem>["body"];

const blankItem = {
  everyMonths: null,
  everyDistance: null,
  dueOn: null,
  dueOdometer: null,
  lastDoneOn: null,
  lastDoneOdometer: null,
};

/** What falls due on a vehicle, soonest first. */
export async function list(ctx: Context, vehicleId: string): Promise<{ items: DueItem[] }> {
  const [exists, items] = await Promise.all([store.exists(ctx, vehicleId), upkeep.dueItemsOf(ctx, vehicleId)]);
  if (!exists) throw notFound();
  return { items };
}

export function create(ctx: Context, vehicleId: string, input: NewItem): Promise<DueItem> {
  return inTransaction(ctx, async (ctx) => {
    const known = await upkeep.stateOf(ctx, vehicleId);
    if (known === undefined) throw notFound();
    const item = settled({ ...blankItem, ...input });
    return add(ctx, vehicleId, { ...item, source: "manual", nextDueOn: nextDueOn(item, known.readings) });
  });
}

export function update(
  ctx: Context,
  id: string,
  { version, ...fields }: Input<typeof updateDueItem>["body"],
): Promise<DueItem> {
  return inTransaction(ctx, async (ctx) => {
    const found = await upkeep.lockDueItem(ctx, id);
    if (found === undefined) throw notFound();
    const { vehicleId, ...before } = found;
    if (before.version !== version) {
      throw new Refusal("conflict", `Somebody changed "${before.title}" in the meantime.`, { current: before });
    }
    const known = await upkeep.stateOf(ctx, vehicleId);
    const item = settled({ ...before, ...fields });
    return change(ctx, before, { ...item, nextDueOn: nextDueOn(item, known?.readings ?? []) });
  });
}

export function remove(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const found = await upkeep.lockDueItem(ctx, id);
    if (found === undefined) throw notFound();
    audit.record(ctx, { action: "due_item.delete", entityKind: "due_item", entityId: id, before: { ...found } });
    await upkeep.removeDueItem(ctx, id);
  });
}

/** Work with an interval that was done: a canned job sets what falls due next when it is invoiced. */
export interface Done {
  title: string;
  kind: DueItem["kind"];
  everyMonths: number | null;
  everyDistance: number | null;
  /** When it was done, in the workshop's time zone. */
  on: string;
  odometer: number | null;
}

/** Starts the interval anew from when it was done; the item is found by its title, or added. */
export function noteDone(ctx: Context, vehicleId: string, done: Done): Promise<DueItem> {
  return inTransaction(ctx, async (ctx) => {
    const known = await upkeep.stateOf(ctx, vehicleId);
    if (known === undefined) throw notFound();
    const { on, odometer, ...rule } = done;
    const item = { ...blankItem, ...rule, lastDoneOn: on, lastDoneOdometer: odometer };
    const next = { ...item, source: "canned_job", nextDueOn: nextDueOn(item, known.readings) };
    const before = known.items.find((other) => other.title === done.title);
    return before === undefined ? add(ctx, vehicleId, next) : change(ctx, before, { ...before, ...next });
  });
}

/** Foretells anew what falls due by distance, vehicle by vehicle. */
export async function recalculate(ctx: Context, signal?: AbortSignal): Promise<void> {
  for (const vehicleId of await upkeep.vehiclesDueByDistance(ctx)) {
    signal?.throwIfAborted();
    const known = await upkeep.stateOf(ctx, vehicleId);
    for (const item of known?.items ?? []) {
      const next = nextDueOn(item, known?.readings ?? []);
      if (next !== item.nextDueOn) await upkeep.setNextDue(ctx, item.id, next);
    }
  }
}

async function add(ctx: Context, vehicleId: string, item: Omit<DueItem, "id" | "version">): Promise<DueItem> {
  const id = newId();
  audit.record(ctx, { action: "due_item.create", entityKind: "due_item", entityId: id, after: { vehicleId, ...item } });
  await upkeep.insertDueItem(ctx, vehicleId, { id, ...item });
  return { id, version: 1, ...item };
}

async function change(ctx: Context, before: DueItem, after: DueItem): Promise<DueItem> {
  audit.record(ctx, { action: "due_item.update", entityKind: "due_item", entityId: after.id, before, after });
  await upkeep.updateDueItem(ctx, after);
  return { ...after, version: before.version + 1 };
}

function settled<Item extends Omit<NewItem, "title" | "kind">>(item: Item): Item {
  const when = [item.dueOn, item.dueOdometer, item.everyMonths, item.everyDistance];
  if (when.every((value) => value === null)) {
    throw invalid({ dueOn: "Say when: a date, a reading, or how often." });
  }
  return item;
}
