import { crc32, inflateSync } from "node:zlib";

/** A picture as it is kept: without what cameras and programs wrote beside the pixels, such as where it was taken. */
export interface Picture {
  mediaType: "image/png" | "image/jpeg";
  bytes: Buffer;
  width: number;
  height: number;
}

const MAX_SIDE = 4_000;
const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
/** Samples of a pixel by colour type: grey, colour, palette, grey and alpha, colour and alpha. */
const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Chunks that change what is seen. */
const shown = new Set(["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "pHYs", "IDAT", "IEND"]);

/** What a file's content says it is; its name counts for nothing. Undefined when it is neither PNG nor JPEG, or beyond 4,000 pixels. */
export function readPicture(bytes: Buffer): Picture | undefined {
  const picture = readPng(bytes) ?? readJpeg(bytes);
  return picture !== undefined && isSide(picture.width) && isSide(picture.height) ? picture : undefined;
}

const isSide = (pixels: number) => pixels >= 1 && pixels <= MAX_SIDE;

function readPng(bytes: Buffer): Picture | undefined {
  const chunks = chunksOf(bytes);
  const [header] = chunks ?? [];
  if (chunks === undefined || header?.type !== "IHDR" || header.data.length !== 13) return undefined;
  const kept = chunks.filter(({ type }) => shown.has(type)).map(({ whole }) => whole);
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  return { mediaType: "image/png", bytes: Buffer.concat([SIGNATURE, ...kept]), width, height };
}

/** Segment by segment up to the pixels; of the application's segments only JFIF and Adobe's colour model stay. */
function readJpeg(bytes: Buffer): Picture | undefined {
  const end = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]));
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8 || end < 0) return undefined;
  const kept = [bytes.subarray(0, 2)];
  let size: { width: number; height: number } | undefined;
  for (let at = 2; at + 4 <= end; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return undefined;
    if (marker === 0xda) {
      kept.push(bytes.subarray(at, end + 2));
      return size && { mediaType: "image/jpeg", bytes: Buffer.concat(kept), ...size };
    }
    const next = at + 2 + bytes.readUInt16BE(at + 2);
    if (next > end || next < at + 4) return undefined;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame && next >= at + 9) size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    const isAside = marker === 0xfe || (marker >= 0xe1 && marker <= 0xef && marker !== 0xee);
    if (!isAside) kept.push(bytes.subarray(at, next));
    at = next;
  }
  return undefined;
}

/** True when a PNG is all there, to the last pixel, and nothing else. */
export function isWholePng(bytes: Buffer): boolean {
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
function chunksOf(bytes: Buffer): { type: string; data: Buffer; whole: Buffer }[] | undefined {
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) return undefined;
  const chunks = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined;
    const type = bytes.toString("latin1", at + 4, at + 8);
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    if (type === "IEND") return end === bytes.length ? chunks : undefined;
    at = end;
  }
  return undefined;
}
