import type { Export } from "@mechanicbuddy/contract/everything";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import { enqueue } from "@mechanicbuddy/platform/tasks";
import * as audit from "../../audit/audit.ts";
import * as files from "../../files/files.ts";
import * as store from "./store.ts";
import { packEverything } from "./tasks.ts";

export async function list(ctx: Context): Promise<{ items: Export[] }> {
  return { items: await store.list(ctx) };
}

/** Queues an archive of everything; one at a time. */
export function create(ctx: Context): Promise<Export> {
  return inTransaction(ctx, async (ctx) => {
    const id = newId();
    if (!(await store.insert(ctx, id))) {
      throw new Refusal("conflict", "An archive is being made already. Wait until it is ready.");
    }
    audit.record(ctx, { action: "export.begin", entityKind: "export", entityId: id });
    await enqueue(ctx, packEverything, { exportId: id });
    const { fileId: _, ...shown } = (await store.find(ctx, id)) as Export & { fileId: string | null };
    return shown;
  });
}

/** The archive itself; whoever fetches it is noted. */
export async function download(ctx: Context, id: string) {
  const found = await store.find(ctx, id);
  if (found === undefined) throw notFound();
  if (found.fileId === null || found.expiresAt === null || Date.parse(found.expiresAt) < ctx.now().getTime()) {
    throw gone();
  }
  return handOut(ctx, id, found.fileId);
}

async function handOut(ctx: Context, id: string, fileId: string) {
  await inTransaction(ctx, async (ctx) => {
    audit.record(ctx, { action: "export.download", entityKind: "export", entityId: id });
  });
  return files.open(ctx, fileId);
}

function gone(): Refusal {
  return new Refusal("gone", "This archive is not ready, or its seven days are over. Make another one.");
}

/** Queues an archive, or joins the one that is being made. */
export async function begin(ctx: Context): Promise<string> {
  const running = async () => (await store.list(ctx)).find(({ state }) => state === "waiting" || state === "running");
  return ((await running()) ?? (await create(ctx))).id;
}

/**
 * The archive for the platform, which hands it to the owner for as long as it is there: that of a closing workshop until
 * everything is removed, because nothing clears up there any more.
 */
export async function fetch(ctx: Context, id: string) {
  const found = await store.find(ctx, id);
  if (found === undefined) throw notFound();
  if (found.state === "waiting" || found.state === "running") {
    throw new Refusal("unavailable", "The archive is still being packed. Try again in a moment.", { retryAfter: 5 });
  }
  if (found.fileId === null) throw gone();
  return handOut(ctx, id, found.fileId);
}
