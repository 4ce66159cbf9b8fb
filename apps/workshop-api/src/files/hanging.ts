import type { KeptFile } from "@mechanicbuddy/contract/files";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import { presented } from "./files.ts";
import * as store from "./store.ts";

/** What a file hangs on, as people see it. */
export interface Place {
  thing: store.Thing;
  id: string;
}

/** Photos and documents of a thing, oldest first; an order's jobs' are among its own. */
export async function list(ctx: Context, { thing, id }: Place): Promise<{ items: KeptFile[] }> {
  const [found, exists] = await Promise.all([store.listOn(ctx, thing, id), store.exists(ctx, thing, id)]);
  if (!exists) throw notFound();
  return { items: found.map((file) => presented(ctx, file)) };
}

/** Hangs up what the same person has uploaded before. */
export function hang(
  ctx: Context,
  { thing, id }: Place,
  { fileId, caption, jobId }: { fileId: string; caption?: string | null; jobId?: string },
): Promise<KeptFile> {
  return inTransaction(ctx, async (ctx) => {
    const [exists, isItsJob] = await Promise.all([
      store.exists(ctx, thing, id),
      jobId === undefined || store.isJobOf(ctx, id, jobId),
    ]);
    if (!exists) throw notFound();
    if (!isItsJob) throw invalid({ jobId: "This job does not exist any more; choose another one." });
    const owner = jobId === undefined ? { kind: thing, id } : { kind: "job", id: jobId };
    if ((await store.hang(ctx, fileId, owner, caption ?? null)) === 0) {
      throw invalid({ fileId: "This file does not exist any more; upload it again." });
    }
    const file = await store.findKept(ctx, fileId);
    audit.record(ctx, {
      action: "file.hang",
      entityKind: thing,
      entityId: id,
      after: { file: file.name, caption: file.caption },
    });
    return presented(ctx, file);
  });
}

/** Writes what a photo shows. */
export function caption(
  ctx: Context,
  place: Place,
  fileId: string,
  change: { version: number; caption: string | null },
): Promise<KeptFile> {
  return inTransaction(ctx, async (ctx) => {
    const was = await store.setCaption(ctx, place, fileId, change);
    if (was === undefined) throw notFound();
    const file = presented(ctx, await store.findKept(ctx, fileId));
    if (!was.written) throw new Refusal("conflict", "Somebody changed this caption meanwhile.", { current: file });
    audit.record(ctx, {
      action: "file.caption",
      entityKind: place.thing,
      entityId: place.id,
      before: { caption: was.before },
      after: { caption: change.caption },
    });
    return file;
  });
}

/** Takes a file down from where it hangs. */
export function remove(ctx: Context, place: Place, fileId: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const file = await store.release(ctx, place, fileId);
    if (file === undefined) throw notFound();
    audit.record(ctx, {
      action: "file.remove",
      entityKind: place.thing,
      entityId: place.id,
      before: { file: file.name },
    });
  });
}
