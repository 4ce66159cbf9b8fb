import { firstSteps } from "@mechanicbuddy/contract/settings";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import * as store from "./checklist-store.ts";

/** What of a workshop's first day is done. Empty once all of it is, or somebody put the list away. */
export async function checklist(ctx: Context) {
  const { dismissed, ...done } = await store.findDone(ctx);
  if (dismissed || firstSteps.every((step) => done[step])) return { items: [] };
  return { items: firstSteps.map((step) => ({ step, done: done[step] })) };
}

/** Puts the list away for everybody. */
export function dismiss(ctx: Context): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await store.dismiss(ctx);
    audit.record(ctx, { action: "settings.checklist", entityKind: "settings", after: { dismissed: true } });
  });
}
