import type { createSupplier, Supplier, updateSupplier } from "@mechanicbuddy/contract/parts";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import * as store from "./supplier-store.ts";

const blank = { registrationNo: null, email: null, phone: null, ourCustomerNo: null, leadDays: null, note: null };

export async function list(ctx: Context): Promise<{ items: Supplier[] }> {
  return { items: await store.list(ctx) };
}

export async function get(ctx: Context, id: string): Promise<Supplier> {
  const supplier = await store.findSupplier(ctx, id);
  if (supplier === undefined) throw notFound();
  return supplier;
}

export function create(ctx: Context, body: Input<typeof createSupplier>["body"]): Promise<Supplier> {
  return inTransaction(ctx, async (ctx) => {
    const id = newId();
    const fields = { ...blank, ...body };
    const writing = store.insertSupplier(ctx, id, fields);
    audit.record(ctx, { action: "supplier.create", entityKind: "supplier", entityId: id, after: fields });
    const [saved] = await Promise.all([get(ctx, id), writing]);
    return saved;
  });
}

/** Changes, archives or restores a supplier. Fields that are left out stay as they are. */
export function update(
  ctx: Context,
  id: string,
  { version, archived, ...body }: Input<typeof updateSupplier>["body"],
): Promise<Supplier> {
  return inTransaction(ctx, async (ctx) => {
    const row = await store.lockSupplier(ctx, id);
    if (row === undefined) throw notFound();
    if (row.version !== version) {
      throw new Refusal("conflict", `Somebody changed ${row.name} in the meantime.`, { current: row });
    }
    const { id: _, version: __, archivedAt: wasArchived, ...before } = row;
    const after = { ...before, ...body };
    const archivedAt = archived === undefined ? wasArchived : archived ? ctx.now().toISOString() : null;
    const writing = store.updateSupplier(ctx, id, after, archivedAt);
    audit.record(ctx, {
      action: "supplier.update",
      entityKind: "supplier",
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
    const [before, usedIn] = await Promise.all([store.lockSupplier(ctx, id), store.usesOfSupplier(ctx, id)]);
    if (before === undefined) throw notFound();
    const [first] = usedIn;
    if (first !== undefined) {
      throw new Refusal("in_use", `${before.name} is in use: ${first.label}. Archive it instead.`, { usedIn });
    }
    audit.record(ctx, { action: "supplier.delete", entityKind: "supplier", entityId: id, before: { ...before } });
    await store.removeSupplier(ctx, id);
  });
}
