import { crc32 } from "node:zlib";
import sharp from "sharp";

/** As a phone writes it: lying on its side, with time and place. */
export function jpegFromPhone(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "#884422" } })
    .withExif({
      IFD0: { Orientation: "6" },
      IFD2: { DateTimeOriginal: "2026:03:17 10:42:00" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "59/1 26/1 0/1" },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

/** Frames of one colour each. */
export async function gifOf(colours: string[]): Promise<Buffer> {
  const frames = colours.map((background) => ({ create: { width: 16, height: 16, channels: 3 as const, background } }));
  const images = await Promise.all(frames.map((frame) => sharp(frame).png().toBuffer()));
  return sharp(images, { join: { animated: true } })
    .gif()
    .toBuffer();
}

/** A few bytes that promise a picture of any size. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([size, named, sum]);
  };
  const start = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([start, chunk("IHDR", header), chunk("IDAT", Buffer.alloc(8)), chunk("IEND", Buffer.alloc(0))]);
}

export const paperPdf = Buffer.from("%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n");
