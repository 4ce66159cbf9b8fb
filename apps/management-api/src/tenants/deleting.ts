import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction } from "../context.ts";
import * as entitlements from "../entitlements/entitlements.ts";
import * as jobs from "../jobs/jobs.ts";
import { queueToOwners } from "../mails/mails.ts";
import { transition, wrongState } from "./lifecycle.ts";
import * as store from "./store.ts";
import { mustExist } from "./tenants.ts";

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;

/** Closes a workshop; its data is kept thirty days, and its owners get it packed. */
export function remove(
  ctx: Context,
  id: string,
  { confirm, reason }: { confirm: string; reason?: string },
): Promise<string> {
  mustConfirm(id, confirm);
  return inTransaction(ctx, async (ctx) => {
    const { state } = await mustExist(ctx, id);
    if (state !== "active" && state !== "suspended" && state !== "failed") throw wrongState(state);
    const purgeAt = new Date(ctx.now().getTime() + KEPT_DAYS * DAY_MS);
    await transition(ctx, id, "deleted", { reason: reason ?? "Deleted by its owner." });
    await store.setDates(ctx, id, { deletedAt: ctx.now(), purgeAt });
    const job = await jobs.order(ctx, {
      kind: "delete",
      tenant: id,
      input: { purgeOn: purgeAt.toISOString().slice(0, 10) },
    });
    await entitlements.refresh(ctx, id);
    await record(ctx, { action: "tenant.delete", tenant: id, reason });
    return job;
  });
}

/** Brings a deleted workshop back within its thirty days, with everything in it. */
export function restore(ctx: Context, id: string): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    const { state } = await mustExist(ctx, id);
    if (state !== "deleted") throw wrongState(state);
    const { left } = await store.liftSuspension(ctx, id, "inactivity");
    await transition(ctx, id, left === 0 ? "active" : "suspended", { reason: "Brought back." });
    await store.setDates(ctx, id, { deletedAt: null, purgeAt: null });
    await store.noteActive(ctx, id);
    const job = await jobs.order(ctx, { kind: "resume", tenant: id });
    await entitlements.refresh(ctx, id);
    await queueToOwners(ctx, id, "restored", {}, `restored:${job}`);
    await record(ctx, { action: "tenant.restore", tenant: id });
    return job;
  });
}

/** Removes a deleted workshop for good; a day after its deletion at the earliest. */
export function purge(ctx: Context, id: string, confirm: string): Promise<string> {
  mustConfirm(id, confirm);
  return inTransaction(ctx, async (ctx) => {
    const { state } = await mustExist(ctx, id);
    if (state !== "deleted") throw wrongState(state);
    const { deletedAt } = (await store.find(ctx, id, undefined)) ?? { deletedAt: null };
    if (deletedAt !== null && ctx.now().getTime() - new Date(deletedAt).getTime() < DAY_MS) {
      throw new Refusal("conflict", "A workshop is removed for good a day after its deletion at the earliest.", {
        cause: "too-early",
      });
    }
    return orderPurge(ctx, id);
  });
}

/** Purges what is due; one that is busy waits for the next night. */
export async function purgeDue(ctx: Context): Promise<void> {
  for (const id of await store.toPurge(ctx)) {
    try {
      await inTransaction(ctx, (ctx) => orderPurge(ctx, id));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      ctx.log.info({ tenant: id, err: error }, "the workshop cannot be purged now; it is tried again");
    }
  }
}

async function orderPurge(ctx: Context, id: string): Promise<string> {
  const job = await jobs.order(ctx, { kind: "purge", tenant: id });
  await record(ctx, { action: "tenant.purge", tenant: id });
  return job;
}

function mustConfirm(id: string, confirm: string): void {
  if (confirm !== id) throw invalid({ confirm: `Type ${id} to go on.` }, "not-confirmed");
}
