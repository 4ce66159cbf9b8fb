import type { KeptFile } from "@mechanicbuddy/contract/files";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import * as files from "../files/files.ts";
import * as store from "./store.ts";

/** Sets the photo of the one who asks; the one before is removed a day later. */
export async function putPhoto(ctx: Context, bytes: Uint8Array): Promise<Pick<KeptFile, "addresses">> {
  const picture = await files.decode(bytes);
  return inTransaction(ctx, async (ctx) => {
    const { id, addresses } = await files.keepPicture(ctx, picture, { kind: "user", id: ownId(ctx) });
    await change(ctx, id);
    return { addresses };
  });
}

export function deletePhoto(ctx: Context): Promise<void> {
  return inTransaction(ctx, (ctx) => change(ctx, null));
}

async function change(ctx: Context, fileId: string | null): Promise<void> {
  const userId = ownId(ctx);
  const before = await store.setPhoto(ctx, userId, fileId);
  if (before !== undefined) await files.free(ctx, before);
  audit.record(ctx, {
    action: "user.photo",
    entityKind: "user",
    entityId: userId,
    before: { photoFileId: before ?? null },
    after: { photoFileId: fileId },
  });
}

function ownId({ actor }: Context): string {
  if (actor.userId === undefined) throw new Error("Only a signed-in person has a photo");
  return actor.userId;
}
