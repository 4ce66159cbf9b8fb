import { setFlagsFromString } from "node:v8";
import { exportDays } from "@mechanicbuddy/contract/everything";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as files from "../../files/files.ts";
import { bytesOf, pack } from "./packing.ts";
import * as store from "./store.ts";

const DAY_MS = 86_400_000;

let underWay = 0;

/** A whole workshop passes through: what is done with is collected early, or it piles up to twice the server's memory. */
async function sparingMemory(work: () => Promise<void>): Promise<void> {
  if (underWay++ === 0) setFlagsFromString("--optimize-for-size");
  try {
    await work();
  } finally {
    if (--underWay === 0) setFlagsFromString("--no-optimize-for-size");
  }
}

/** Makes the archive and keeps it for seven days. */
export function run(ctx: Context, id: string, signal?: AbortSignal): Promise<void> {
  return sparingMemory(() => make(ctx, id, signal));
}

async function make(ctx: Context, id: string, signal: AbortSignal | undefined): Promise<void> {
  const found = await store.find(ctx, id);
  if (found === undefined || !["waiting", "running"].includes(found.state)) return;
  await store.note(ctx, id, { state: "running" });
  const archive = await pack(ctx, {
    signal,
    onTable: ({ tables, of, rows }) => store.note(ctx, id, { tablesDone: tables, tablesTotal: of, rowsDone: rows }),
  });
  try {
    const { sha256, bytes } = archive;
    await inTransaction(ctx, async (ctx) => {
      const name = `workshop-${ctx.now().toISOString().slice(0, 10)}.zip`;
      const file = { stream: bytesOf(archive), sha256, bytes, mediaType: "application/zip", name };
      const fileId = await files.storeStream(ctx, { ...file, owner: { kind: "export", id } });
      const expiresAt = new Date(ctx.now().getTime() + exportDays * DAY_MS).toISOString();
      await store.finish(ctx, id, { fileId, bytes, sha256, expiresAt });
    });
  } finally {
    await archive.done();
  }
}

/** Given up: somebody may begin another one. */
export async function fail(ctx: Context, id: string): Promise<void> {
  await store.note(ctx, id, { state: "failed" });
}

/** Lets go of archives whose days are over. */
export function expire(ctx: Context): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const fileIds = await store.expire(ctx);
    await Promise.all(fileIds.map((fileId) => files.free(ctx, fileId)));
  });
}
