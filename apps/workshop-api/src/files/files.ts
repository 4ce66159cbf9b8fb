import { buffer } from "node:stream/consumers";
import type { Permission } from "@mechanicbuddy/contract/permission";
import { notFound } from "@mechanicbuddy/contract/problem";
import { type Context, mustHold } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import { sha256 } from "@mechanicbuddy/platform/keys";
import * as table from "./store.ts";

export { isWholePng, type Picture, readPicture } from "./picture.ts";

/** What a file hangs on: `{ kind: "invoice", id }`. */
export interface Owner {
  kind: string;
  id: string;
}

export interface FileToKeep {
  bytes: Uint8Array;
  /** One of the media types the table `files` takes: pictures, `application/pdf`, `application/xml`. */
  mediaType: string;
  name: string;
  /** Without an owner the file is free until `own` is called. */
  owner?: Owner;
}

/** Keeps a file. Equal contents are kept once, under their SHA-256 (hexadecimal), however many files share them. */
export async function store(ctx: Context, file: FileToKeep): Promise<{ id: string; sha256: string }> {
  const id = newId();
  const hash = sha256(Buffer.from(file.bytes));
  const { bytes, mediaType, name, owner } = file;
  await Promise.all([
    ctx.instance.files.put(ctx, { sha256: hash.toString("hex"), bytes, mediaType }),
    table.insert(ctx, { id, sha256: hash, mediaType, bytes: bytes.byteLength, name, owner }),
  ]);
  return { id, sha256: hash.toString("hex") };
}

/** The file with its bytes; not found when it is not this workshop's. */
export async function read(ctx: Context, id: string): Promise<{ bytes: Buffer; mediaType: string; name: string }> {
  const file = await table.find(ctx, id);
  if (file === undefined) throw notFound();
  return content(ctx, file);
}

/** Hangs a free file on something. A file that hangs elsewhere, or is not there, is not found. */
export async function own(ctx: Context, id: string, owner: Owner): Promise<void> {
  if ((await table.setOwner(ctx, id, owner)) === 0) throw notFound();
}

/** Who may see a file is who may see what it hangs on; the logo is on every document, so everybody may. */
const readers: Record<string, Permission | "self"> = {
  requisites: "self",
  invoice: "invoices.read",
  // Signatures and PDFs: whoever may see the evidence.
  estimate: "approvals.record",
};

/** A file for the person who asks. One that hangs on nothing yet, or on something unknown here, is its uploader's alone. */
export async function show(ctx: Context, id: string): Promise<{ bytes: Buffer; mediaType: string; name: string }> {
  const file = await table.find(ctx, id);
  if (file === undefined) throw notFound();
  const reader = readers[file.ownerKind ?? ""];
  if (reader === undefined && file.createdBy !== ctx.actor.userId) throw notFound();
  if (reader !== undefined && reader !== "self") mustHold(ctx, reader, `This needs the permission ${reader}.`);
  return content(ctx, file);
}

async function content(ctx: Context, { sha256, mediaType, name }: table.StoredFile) {
  return { bytes: await buffer(await ctx.instance.files.get(ctx, sha256)), mediaType, name };
}
