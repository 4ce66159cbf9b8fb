import { invalidFields } from "@mechanicbuddy/contract/mate/problem";
import sharp from "sharp";

const MOST_PIXELS = 40_000_000;
const WIDEST = 2_048;

/** True for what a JPEG, PNG or WebP begins with. */
export function isPicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  return head.startsWith("\u00ff\u00d8\u00ff") || head.startsWith("\u0089PNG\r\n") || /^RIFF....WEBP$/s.test(head);
}

/** A picture made anew as WebP, at most 2,048 px wide or high, without anything it said about place or camera. */
export async function plainPicture(bytes: Uint8Array): Promise<Buffer> {
  try {
    return await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" })
      .rotate()
      .resize({ width: WIDEST, height: WIDEST, fit: "inside", withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer();
  } catch (error) {
    const isLarge = /pixel limit/i.test((error as Error).message);
    throw invalidFields({
      file: isLarge
        ? "This picture has more than 40 million pixels. Send a smaller one."
        : "That is not a picture we can read.",
    });
  }
}
