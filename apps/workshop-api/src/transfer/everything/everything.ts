import { type Export, exportDays } from "@mechanicbuddy/contract/everything";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import { enqueue } from "@mechanicbuddy/platform/tasks";
import * as audit from "../../audit/audit.ts";
import * as files from "../../files/files.ts";
import { bytesOf, pack } from "./packing.ts";
import * as store from "./store.ts";
import { packEverything } from "./tasks.ts";

const DAY_MS = 86_400_000;

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

/** Makes the archive and keeps it for seven days. */
export async function run(ctx: Context, id: string, signal?: AbortSignal): Promise<void> {
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

/** The archive itself; whoever fetches it is noted. */
export async function download(ctx: Context, id: string) {
  const found = await store.find(ctx, id);
  if (found === undefined) throw notFound();
  if (found.fileId === null || found.expiresAt === null || Date.parse(found.expiresAt) < ctx.now().getTime()) {
    throw new Refusal("gone", "This archive is not ready, or its seven days are over. Make another one.");
  }
  await inTransaction(ctx, async (ctx) => {
    audit.record(ctx, { action: "export.download", entityKind: "export", entityId: id });
  });
  return files.open(ctx, found.fileId);
}

/** Lets go of archives whose days are over. */
export function expire(ctx: Context): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const fileIds = await store.expire(ctx);
    await Promise.all(fileIds.map((fileId) => files.free(ctx, fileId)));
  });
}
