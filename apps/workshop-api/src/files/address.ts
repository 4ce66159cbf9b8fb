import { createHmac, timingSafeEqual } from "node:crypto";
import { type KeptFile, type PictureSize, pictureSizes } from "@mechanicbuddy/contract/files";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";

const lifeMs = 15 * 60_000;
/** Addresses stay the same for so long, so that a browser finds in its cache what it has just shown. */
const stepMs = 5 * 60_000;
const payloadBytes = 21;

type Signer = Pick<Context, "tenant" | "instance" | "now">;

/** Where anyone may fetch the sizes of a file for up to 15 minutes. */
export function addressesOf(ctx: Signer, id: string): KeptFile["addresses"] {
  const until = Math.floor(ctx.now().getTime() / stepMs) * stepMs + lifeMs;
  const [small = "", medium = "", large = ""] = pictureSizes.map((_, size) => {
    const payload = Buffer.alloc(payloadBytes);
    payload.write(id.replaceAll("-", ""), "hex");
    payload.writeUInt8(size, 16);
    payload.writeUInt32BE(until / 1000, 17);
    return `/api/public/files/${Buffer.concat([payload, sign(ctx, payload)]).toString("base64url")}`;
  });
  return { small, medium, large };
}

/** What an address leads to. A forged one leads nowhere, an old one is gone. */
export function readAddress(ctx: Signer, token: string): { id: string; size: PictureSize; secondsLeft: number } {
  const bytes = Buffer.from(token, "base64url");
  const [payload, signature] = [bytes.subarray(0, payloadBytes), bytes.subarray(payloadBytes)];
  const expected = sign(ctx, payload);
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) throw notFound();
  const size = pictureSizes[payload.readUInt8(16)];
  if (size === undefined) throw notFound();
  const secondsLeft = payload.readUInt32BE(17) - Math.floor(ctx.now().getTime() / 1000);
  if (secondsLeft <= 0) throw new Refusal("gone", "This address has expired. Open the page again.");
  const hex = payload.toString("hex", 0, 16);
  return { id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"), size, secondsLeft };
}

/** The workshop is part of what is signed: an address means nothing next door. */
function sign({ tenant, instance }: Signer, payload: Buffer): Buffer {
  const key = instance.keys.derive("file-address");
  return createHmac("sha256", key).update(tenant.id).update("\0").update(payload).digest().subarray(0, 16);
}
