import type { createLabourRate, LabourRate, updateLabourRate } from "@mechanicbuddy/contract/catalogue";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import * as store from "./rate-store.ts";

const noTaxRate = "This tax rate does not exist any more. Choose another.";
const oneDefault = "New labour needs a rate: make another one the default instead.";

export async function list(ctx: Context): Promise<{ items: LabourRate[] }> {
  return { items: await store.list(ctx) };
}

export async function get(ctx: Context, id: string): Promise<LabourRate> {
  const rate = await store.find(ctx, id);
  if (rate === undefined) throw notFound();
  return rate;
}

/** Adds a rate in the workshop's price mode unless another is given. The first one is the default by itself. */
export function create(ctx: Context, body: Input<typeof createLabourRate>["body"]): Promise<LabourRate> {
  return inTransaction(ctx, async (ctx) => {
    const id = newId();
    const around = await store.surroundings(ctx, body.taxRateId);
    if (!around.taxRate) throw invalid({ taxRateId: noTaxRate });
    const rate = {
      ...body,
      priceMode: body.priceMode ?? around.priceMode,
      department: body.department ?? null,
      isDefault: body.isDefault === true || !around.hasDefault,
    };
    const writing = store.insert(ctx, id, rate);
    audit.record(ctx, { action: "labour_rate.create", entityKind: "labour_rate", entityId: id, after: rate });
    const [saved] = await Promise.all([get(ctx, id), writing]);
    return saved;
  });
}

/** Changes, archives or restores a rate. There is always one live default. */
export function update(
  ctx: Context,
  id: string,
  { version, archived, ...body }: Input<typeof updateLabourRate>["body"],
): Promise<LabourRate> {
  return inTransaction(ctx, async (ctx) => {
    const [row, around] = await Promise.all([store.lock(ctx, id), store.surroundings(ctx, body.taxRateId)]);
    if (row === undefined) throw notFound();
    if (row.version !== version) {
      throw new Refusal("conflict", `Somebody changed ${row.name} in the meantime.`, { current: await get(ctx, id) });
    }
    if (!around.taxRate) throw invalid({ taxRateId: noTaxRate });
    const { id: _, version: __, archivedAt: wasArchived, ...before } = row;
    const after = { ...before, ...body };
    const archivedAt = archived === undefined ? wasArchived : archived ? ctx.now().toISOString() : null;
    if (before.isDefault && !after.isDefault) throw invalid({ isDefault: oneDefault });
    if (after.isDefault && archivedAt !== null) throw invalid({ archived: oneDefault });
    const writing = store.update(ctx, id, after, archivedAt);
    audit.record(ctx, {
      action: "labour_rate.update",
      entityKind: "labour_rate",
      entityId: id,
      before: { ...before, archivedAt: wasArchived },
      after: { ...after, archivedAt },
    });
    const [saved] = await Promise.all([get(ctx, id), writing]);
    return saved;
  });
}

export function remove(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [before, usedIn] = await Promise.all([store.lock(ctx, id), store.usesOf(ctx, id)]);
    if (before === undefined) throw notFound();
    const [first] = usedIn;
    if (first !== undefined) {
      throw new Refusal("in_use", `${before.name} is in use: ${first.label}. Archive it instead.`, { usedIn });
    }
    if (before.isDefault) throw new Refusal("in_use", oneDefault);
    audit.record(ctx, { action: "labour_rate.delete", entityKind: "labour_rate", entityId: id, before: { ...before } });
    await store.remove(ctx, id);
  });
}
