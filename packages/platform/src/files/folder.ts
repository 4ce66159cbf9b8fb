import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { FileStore } from "../files.ts";
import { diskStore } from "./disk.ts";

/** Keeps files in a folder, one sub-folder per tenant. */
export function folderStore(directory: string): FileStore {
  return diskStore(
    async () => {
      const [{ Disk }, { FSDriver }] = await Promise.all([import("flydrive"), import("flydrive/drivers/fs")]);
      return new Disk(new FSDriver({ location: directory, visibility: "private" }));
    },
    async (disk, key, { bytes, mediaType }) => {
      // Written beside and moved into place: half a file under a hash would pass for the whole one after a crash.
      const unfinished = `${key}.${randomUUID()}`;
      const stream = bytes instanceof Readable ? bytes : Readable.from([Buffer.from(bytes)], { objectMode: false });
      try {
        await disk.putStream(unfinished, stream, { contentType: mediaType });
        await disk.move(unfinished, key);
      } catch (error) {
        await disk.delete(unfinished);
        throw error;
      }
    },
  );
}
