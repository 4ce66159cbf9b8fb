import type { Context } from "../context.ts";
import * as settings from "../settings/settings.ts";
import { goOn } from "./queue.ts";
import { insert, unfinishedRoom } from "./store.ts";

/** Queues the job that adds an instance, once, unless the settings leave it to the alert. */
export async function addInstanceWhenFull(ctx: Context): Promise<void> {
  if (!(await settings.get(ctx)).instancesAuto || (await unfinishedRoom(ctx))) return;
  const id = await insert(ctx, { kind: "add-instance", tenant: null, requestedBy: "platform" }, ["room"]);
  if (id !== undefined) await goOn(ctx, id);
}
