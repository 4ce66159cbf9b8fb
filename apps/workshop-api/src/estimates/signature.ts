import { Refusal } from "@mechanicbuddy/contract/problem";
import { isWholePng } from "../files/files.ts";

const MAX_BYTES = 200_000;

/**
 * The picture of a drawn signature. Browsers draw it, but anybody may send it: so size first, then every chunk, then
 * whether the pixels are all there.
 */
export function readSignature(base64: string): Buffer {
  const size = Math.floor((base64.length * 3) / 4);
  if (size > MAX_BYTES + 2) throw tooLarge(size);
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > MAX_BYTES) throw tooLarge(bytes.length);
  if (bytes.toString("base64") !== base64 || !isWholePng(bytes)) {
    throw new Refusal("invalid", "That is not a picture we can read.", {
      errors: [{ field: "signaturePng", message: "Draw the signature again, or leave it out." }],
    });
  }
  return bytes;
}

function tooLarge(bytes: number): Refusal {
  return new Refusal("too_large", `The signature has ${Math.ceil(bytes / 1000)} kB; at most 200 kB are possible.`);
}
