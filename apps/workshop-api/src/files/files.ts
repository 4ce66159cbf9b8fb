import { buffer } from "node:stream/consumers";
import { notFound } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import { sha256 } from "@mechanicbuddy/platform/keys";
import * as table from "./store.ts";

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
  const bytes = await buffer(await ctx.instance.files.get(ctx, file.sha256));
  return { bytes, mediaType: file.mediaType, name: file.name };
}

/** Hangs a free file on something. A file that hangs elsewhere, or is not there, is not found. */
export async function own(ctx: Context, id: string, owner: Owner): Promise<void> {
  if ((await table.setOwner(ctx, id, owner)) === 0) throw notFound();
}
