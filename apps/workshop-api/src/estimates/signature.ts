import { crc32, inflateSync } from "node:zlib";
import { Refusal } from "@mechanicbuddy/contract/problem";

const MAX_BYTES = 200_000;
const MAX_SIDE = 4_000;
const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
/** Samples of a pixel by colour type: grey, colour, palette, grey and alpha, colour and alpha. */
const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * The picture of a drawn signature. Browsers draw it, but anybody may send it: so size first, then every chunk, then
 * whether the pixels are all there.
 */
export function readSignature(base64: string): Buffer {
  const size = Math.floor((base64.length * 3) / 4);
  if (size > MAX_BYTES + 2) throw tooLarge(size);
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > MAX_BYTES) throw tooLarge(bytes.length);
  if (bytes.toString("base64") !== base64 || !isPng(bytes)) {
    throw new Refusal("invalid", "That is not a picture we can read.", {
      errors: [{ field: "signaturePng", message: "Draw the signature again, or leave it out." }],
    });
  }
  return bytes;
}

function tooLarge(bytes: number): Refusal {
  return new Refusal("too_large", `The signature has ${Math.ceil(bytes / 1000)} kB; at most 200 kB are possible.`);
}

function isPng(bytes: Buffer): boolean {
  const chunks = chunksOf(bytes);
  const [header] = chunks ?? [];
  if (chunks === undefined || header?.type !== "IHDR" || header.data.length !== 13) return false;
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  const [depth, colour, , , interlace] = header.data.subarray(8);
  const bits = (samples[colour ?? -1] ?? 0) * (depth ?? 0);
  if (bits === 0 || interlace !== 0 || width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) return false;
  const pixels = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data));
  const length = height * (1 + Math.ceil((width * bits) / 8));
  try {
    return inflateSync(pixels, { maxOutputLength: length + 1 }).length === length;
  } catch {
    return false; // Not packed as it should be, or more than the header promises.
  }
}

/** All chunks with right checksums, the last one IEND at the very end; undefined when it is not so. */
function chunksOf(bytes: Buffer): { type: string; data: Buffer }[] | undefined {
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) return undefined;
  const chunks = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined;
    const type = bytes.toString("latin1", at + 4, at + 8);
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4) });
    if (type === "IEND") return end === bytes.length ? chunks : undefined;
    at = end;
  }
  return undefined;
}
