import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import { logoMaxBytes, type Requisites } from "@mechanicbuddy/contract/settings";
import { renderInvoice } from "@mechanicbuddy/documents/render";
import { bulbInvoice } from "@mechanicbuddy/documents/sample-snapshots";
import { SnapshotError } from "@mechanicbuddy/documents/snapshot-problems";
import type { Context } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import * as files from "../files/files.ts";
import * as store from "./store.ts";

/** Puts a picture on documents issued from now on. The one before stays kept: issued documents name its hash. */
export async function put(ctx: Context, base64: string): Promise<Requisites> {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > logoMaxBytes) {
    const [has, most] = [bytes.length, logoMaxBytes].map((size) => Math.ceil(size / 1000));
    throw new Refusal("too_large", `The logo has ${has} kB; at most ${most} kB are possible.`);
  }
  const picture = files.readPicture(bytes);
  if (picture === undefined || !(await canBePrinted(picture))) {
    throw invalid({
      picture: "That is not a picture we can read. Choose a PNG or JPEG of at most 4,000 pixels a side.",
    });
  }
  const { mediaType } = picture;
  const { id } = await files.store(ctx, {
    bytes: picture.bytes,
    mediaType,
    name: mediaType === "image/png" ? "logo.png" : "logo.jpg",
    owner: { kind: "requisites", id: newId() },
  });
  return change(ctx, id);
}

/** Issues documents without a picture from now on. */
export function remove(ctx: Context): Promise<Requisites> {
  return change(ctx, null);
}

async function change(ctx: Context, logoFileId: string | null): Promise<Requisites> {
  const before = await store.findRequisites(ctx);
  const [, after] = await Promise.all([store.setLogo(ctx, logoFileId), store.findRequisites(ctx)]);
  const [was, is] = [{ logoFileId: before.logoFileId }, { logoFileId }];
  audit.record(ctx, { action: "requisites.update", entityKind: "requisites", before: was, after: is });
  return after;
}

/** Whoever prints it has the last word: a picture that only looks like one would stop the next invoice. */
async function canBePrinted({ bytes, mediaType }: files.Picture): Promise<boolean> {
  const seller = { ...bulbInvoice.seller, logo: { base64: bytes.toString("base64"), mediaType } };
  try {
    await renderInvoice({ ...bulbInvoice, seller });
    return true;
  } catch (error) {
    if (error instanceof SnapshotError) return false;
    throw error;
  }
}
