import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { documentMaxBytes, type KeptFile, type PictureSize } from "@mechanicbuddy/contract/files";
import type { Permission } from "@mechanicbuddy/contract/permission";
import { notFound } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction, mustHold } from "@mechanicbuddy/platform/context";
import { tooLarge } from "@mechanicbuddy/platform/http/uploads";
import { newId } from "@mechanicbuddy/platform/id";
import { sha256 } from "@mechanicbuddy/platform/keys";
import * as audit from "../audit/audit.ts";
import * as plan from "../plan/plan.ts";
import { addressesOf, readAddress } from "./address.ts";
import { isWholePdf, nameOf } from "./content.ts";
import { decodePicture, unreadable } from "./picture.ts";
import * as table from "./store.ts";

export { addressesOf } from "./address.ts";
export { isWholePng, type Picture, readPicture } from "./plain-picture.ts";
export { picturesOfJob } from "./store.ts";
export { removeAll } from "./sweeping.ts";

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
  const { bytes, mediaType, name, owner } = file;
  const hash = sha256(bytes);
  const id = newId();
  await Promise.all([
    keep(ctx, hash, bytes, mediaType),
    table.insert(ctx, { id, sha256: hash, mediaType, bytes: bytes.byteLength, name, owner }),
  ]);
  return { id, sha256: hash.toString("hex") };
}

/**
 * Takes what somebody uploaded, by its content and never by its name: a picture is decoded and written anew in three
 * sizes, a PDF is kept as it is, anything else is refused.
 */
export async function upload(ctx: Context, bytes: Uint8Array, name: string | undefined): Promise<KeptFile> {
  const file = isPdf(bytes) ? documentOf(bytes, name) : await pictureOf(bytes, name);
  const id = newId();
  return inTransaction(ctx, async (ctx) => {
    await plan.roomForFile(ctx, file.bytes);
    await keepAll(ctx, id, file);
    const { mediaType, name } = file;
    audit.record(ctx, { action: "file.upload", entityKind: "file", entityId: id, after: { name, mediaType } });
    return presented(ctx, await table.findKept(ctx, id));
  });
}

/** A picture for where nothing else may stand. Takes its time, so call it before a transaction is opened. */
export function decode(bytes: Uint8Array): Promise<Content> {
  return pictureOf(bytes, undefined);
}

/** Keeps a decoded picture in the caller's transaction. */
export async function keepPicture(ctx: Context, picture: Content, owner: Owner): Promise<KeptFile> {
  const id = newId();
  await keepAll(ctx, id, picture, owner);
  return presented(ctx, await table.findKept(ctx, id));
}

/** Lets go of a file: it hangs on nothing and is removed a day later. */
export async function free(ctx: Context, id: string): Promise<void> {
  await table.free(ctx, id);
}

const isPdf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-";

type Content = Omit<table.NewFile, "id" | "owner"> & { contents: Uint8Array[] };

function documentOf(bytes: Uint8Array, name: string | undefined): Content {
  if (bytes.byteLength > documentMaxBytes) throw tooLarge("document", bytes.byteLength, documentMaxBytes);
  if (!isWholePdf(bytes)) throw unreadable();
  const mediaType = "application/pdf";
  const facts = { sha256: sha256(bytes), mediaType, bytes: bytes.byteLength, name: nameOf(name, mediaType) };
  return { ...facts, contents: [bytes] };
}

async function pictureOf(bytes: Uint8Array, name: string | undefined): Promise<Content> {
  const { mediaType, width, height, takenAt, small, medium, large } = await decodePicture(bytes);
  return {
    contents: [small, medium, large],
    sha256: sha256(large),
    mediumSha256: sha256(medium),
    smallSha256: sha256(small),
    mediaType,
    bytes: small.byteLength + medium.byteLength + large.byteLength,
    name: nameOf(name, mediaType),
    width,
    height,
    takenAt,
  };
}

async function keepAll(ctx: Context, id: string, { contents, ...file }: Content, owner?: Owner): Promise<void> {
  await Promise.all([
    ...contents.map((content) => keep(ctx, sha256(content), content, file.mediaType)),
    table.insert(ctx, { id, owner, ...file }),
  ]);
}

function keep(ctx: Context, hash: Buffer, bytes: Uint8Array, mediaType: string): Promise<void> {
  return ctx.instance.files.put(ctx, { sha256: hash.toString("hex"), bytes, mediaType });
}

/** A file too large to hold, on its way into the store; whoever sends it has counted and hashed it. */
export interface StreamToKeep extends Omit<FileToKeep, "bytes"> {
  stream: Readable;
  bytes: number;
  sha256: string;
}

export async function storeStream(ctx: Context, { stream, sha256, ...file }: StreamToKeep): Promise<string> {
  const id = newId();
  await ctx.instance.files.put(ctx, { sha256, bytes: stream, mediaType: file.mediaType });
  await table.insert(ctx, { id, sha256: Buffer.from(sha256, "hex"), owner: file.owner, ...file });
  return id;
}

/** The file as a stream, to be read before the surrounding transaction ends; not found when it is not this workshop's. */
export async function open(
  ctx: Context,
  id: string,
): Promise<{ stream: Readable; mediaType: string; name: string; owner: string | null }> {
  const file = await table.find(ctx, id);
  if (file === undefined) throw notFound();
  const { sha256, mediaType, name, ownerKind } = file;
  return { stream: await ctx.instance.files.get(ctx, sha256), mediaType, name, owner: ownerKind };
}

/** The file with its bytes; not found when it is not this workshop's. */
export async function read(ctx: Context, id: string): Promise<{ bytes: Buffer; mediaType: string; name: string }> {
  const file = await table.find(ctx, id);
  if (file === undefined) throw notFound();
  const { bytes, mediaType, name } = await content(ctx, file);
  return { bytes, mediaType, name };
}

/** Hangs a free file on something. A file that hangs elsewhere, or is not there, is not found. */
export async function own(ctx: Context, id: string, owner: Owner): Promise<void> {
  if ((await table.setOwner(ctx, id, owner)) === 0) throw notFound();
}

/** Who may see a file is who may see what it hangs on; logo and faces are shown to everybody who works here. */
const readers: Record<string, Permission | "self"> = {
  requisites: "self",
  user: "self",
  invoice: "invoices.read",
  // Tables on their way in.
  import: "import.run",
  export: "export.all",
  // Old entries of the log.
  audit: "audit.read",
  // Signatures and PDFs: whoever may see the evidence.
  estimate: "approvals.record",
  work_order: "work.read",
  job: "work.read",
  vehicle: "vehicles.read",
  customer: "customers.read",
};

/** A file for the person who asks. One that hangs on nothing yet, or on something unknown here, is its uploader's alone. */
export async function show(ctx: Context, id: string, size: PictureSize = "large") {
  const file = await table.find(ctx, id, size);
  if (file === undefined) throw notFound();
  const reader = readers[file.ownerKind ?? ""];
  if (reader === undefined && file.createdBy !== ctx.actor.userId) throw notFound();
  if (reader !== undefined && reader !== "self") mustHold(ctx, reader, `This needs the permission ${reader}.`);
  return content(ctx, file);
}

/** A file for whoever holds an address that was signed for it. */
export async function showByAddress(ctx: Context, token: string) {
  const { id, size, secondsLeft } = readAddress(ctx, token);
  const file = await table.find(ctx, id, size);
  if (file === undefined) throw notFound();
  return { ...(await content(ctx, file)), maxAgeSeconds: secondsLeft };
}

/** A file with its addresses, as the contract presents it. */
export function presented(ctx: Context, file: table.KeptRow): KeptFile {
  return { ...file, addresses: addressesOf(ctx, file.id) };
}

/** What the workshop issued itself, as pictures we wrote ourselves, may be shown in its name; anything else is saved. */
const issued = new Set(["invoice", "estimate"]);

async function content(ctx: Context, { sha256, mediaType, name, ownerKind }: table.StoredFile) {
  const inline = mediaType.startsWith("image/") || issued.has(ownerKind ?? "");
  return { bytes: await buffer(await ctx.instance.files.get(ctx, sha256)), mediaType, name, inline };
}
