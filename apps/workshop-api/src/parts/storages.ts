import type { createStorage, Storage, updateStorage } from "@mechanicbuddy/contract/parts";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import * as store from "./storage-store.ts";

const nameTaken = "Another storage has this name.";

export async function list(ctx: Context): Promise<{ items: Storage[] }> {
  return { items: await store.list(ctx) };
}

export async function get(ctx: Context, id: string): Promise<Storage> {
  const storage = await store.findStorage(ctx, id);
  if (storage === undefined) throw notFound();
  return storage;
}

export function create(ctx: Context, body: Input<typeof createStorage>["body"]): Promise<Storage> {
  return inTransaction(ctx, async (ctx) => {
    const id = newId();
    const fields = { address: null, note: null, ...body };
    const storage = await store.insertStorage(ctx, id, fields);
    if (storage === undefined) throw invalid({ name: nameTaken });
    audit.record(ctx, { action: "storage.create", entityKind: "storage", entityId: id, after: fields });
    return storage;
  });
}

/** Changes, archives or restores a storage. One that holds something or is the last one cannot be archived. */
export function update(
  ctx: Context,
  id: string,
  { version, archived, ...body }: Input<typeof updateStorage>["body"],
): Promise<Storage> {
  return inTransaction(ctx, async (ctx) => {
    const [before, taken] = await Promise.all([
      store.lockStorage(ctx, id),
      body.name === undefined ? false : store.isNameTaken(ctx, body.name, id),
      archived ? mustBeFree(ctx, id, { now: true }) : undefined,
    ]);
    if (before === undefined) throw notFound();
    if (before.version !== version) {
      throw new Refusal("conflict", `Somebody changed ${before.name} in the meantime.`, { current: before });
    }
    if (taken) throw invalid({ name: nameTaken });
    const { name, address, note } = { ...before, ...body };
    const archivedAt = archived === undefined ? before.archivedAt : archived ? ctx.now().toISOString() : null;
    const writing = store.updateStorage(ctx, id, { name, address, note, archived_at: archivedAt });
    const after = { name, address, note, archivedAt };
    audit.record(ctx, {
      action: "storage.update",
      entityKind: "storage",
      entityId: id,
      before: { ...before, id: undefined },
      after,
    });
    const [saved] = await Promise.all([get(ctx, id), writing]);
    return saved;
  });
}

export function remove(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [before] = await Promise.all([store.lockStorage(ctx, id), mustBeFree(ctx, id, { now: false })]);
    if (before === undefined) throw notFound();
    audit.record(ctx, { action: "storage.delete", entityKind: "storage", entityId: id, before: { ...before } });
    await store.removeStorage(ctx, id);
  });
}

async function mustBeFree(ctx: Context, id: string, { now }: { now: boolean }): Promise<void> {
  const [usedIn, others] = await Promise.all([store.usesOfStorage(ctx, id, { now }), store.countOthers(ctx, id)]);
  const [first] = usedIn;
  if (first !== undefined) {
    const remedy = now ? "Move or reassign what is kept in it first." : "Archive it instead.";
    throw new Refusal("in_use", `This storage is in use: ${first.label}. ${remedy}`, { usedIn });
  }
  if (others === 0) throw new Refusal("in_use", "This is the last storage; parts need one.");
}
