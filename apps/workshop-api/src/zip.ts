import { crc32 } from "node:zlib";

export interface ZipEntry {
  name: string;
  bytes: Uint8Array;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Version 2.0 to unpack; names are UTF-8 (bit 11). */
const VERSION = 20;
const UTF8 = 0x0800;
/** 1 January 1980, the format's first day: the same entries always give the same file. */
const DATE = 0x0021;

/** A ZIP of stored (uncompressed) entries: PDFs and pictures are compressed already, the rest is small. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const nameBytes = Buffer.from(name, "utf8");
    const facts = factsOf(bytes, nameBytes.length);
    const local = Buffer.concat([uint32(LOCAL), facts, nameBytes, bytes]);
    const place = Buffer.concat([uint16(0, 0, 0), uint32(0, offset)]);
    directory.push(Buffer.concat([uint32(CENTRAL), uint16(VERSION), facts, place, nameBytes]));
    bodies.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const count = entries.length;
  const end = Buffer.concat([uint32(END), uint16(0, 0, count, count), uint32(index.length, offset), uint16(0)]);
  return Buffer.concat([...bodies, index, end]);
}

/** What the local header and the directory say alike: version, flags, stored, date, checksum, sizes, lengths. */
function factsOf(bytes: Uint8Array, nameLength: number): Buffer {
  const { length } = bytes;
  return Buffer.concat([
    uint16(VERSION, UTF8, 0, 0, DATE),
    uint32(crc32(bytes), length, length),
    uint16(nameLength, 0),
  ]);
}

/**
 * The entries of a ZIP that `writeZip` made.
 * @throws Error when it is damaged, packed otherwise, or longer than its directory says
 */
export function readZip(zip: Buffer): ZipEntry[] {
  const end = zip.length - 22;
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error("This is not a ZIP file, or its end is missing.");
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw new Error("The directory of the ZIP file is damaged.");
    const nameLength = zip.readUInt16LE(at + 28);
    entries.push(entryAt(zip, zip.readUInt32LE(at + 42)));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  // Written again it must be the same file: nothing in front, between or behind, no second opinion in any header.
  if (!writeZip(entries).equals(zip)) throw new Error("The ZIP file is not as it was written.");
  return entries;
}

function entryAt(zip: Buffer, at: number): ZipEntry {
  const nameEnd = at + 30 + zip.readUInt16LE(at + 26);
  const start = nameEnd + zip.readUInt16LE(at + 28);
  const name = zip.toString("utf8", at + 30, nameEnd);
  return { name, bytes: zip.subarray(start, start + zip.readUInt32LE(at + 18)) };
}

function uint16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
}

function uint32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}
