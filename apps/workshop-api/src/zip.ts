import { buffer } from "node:stream/consumers";
import { fromBufferPromise } from "yauzl";
import { ZipFile } from "yazl";

export interface ZipEntry {
  name: string;
  bytes: Uint8Array;
}

/** The format's first day: the same entries always give the same file. */
const facts = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, mode: 0o100644, compress: false };

/** A ZIP of stored (uncompressed) entries: PDFs and pictures are compressed already, the rest is small. */
export function writeZip(entries: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, bytes } of entries) zip.addBuffer(Buffer.from(bytes), name, facts);
  zip.end();
  return buffer(zip.outputStream);
}

/**
 * The entries of a ZIP that `writeZip` made.
 * @throws Error when it is damaged, packed otherwise, or longer than its directory says
 */
export async function readZip(zip: Buffer): Promise<ZipEntry[]> {
  const file = await fromBufferPromise(zip, { lazyEntries: true, autoClose: false }).catch((cause: unknown) => {
    throw new Error("This is not a ZIP file, or its end is missing.", { cause });
  });
  const entries: ZipEntry[] = [];
  for await (const entry of file.eachEntry()) {
    entries.push({ name: entry.fileName, bytes: await buffer(await file.openReadStreamPromise(entry)) });
  }
  // Written again it must be the same file: nothing in front, between or behind, no second opinion in any header.
  if (!(await writeZip(entries)).equals(zip)) throw new Error("The ZIP file is not as it was written.");
  return entries;
}
