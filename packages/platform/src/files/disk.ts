import { notFound } from "@mechanicbuddy/contract/problem";
import type { Disk } from "flydrive";
import type { FileContext, FileStore, FileToStore } from "../files.ts";

/** Tenant first; two levels of folders, because a folder with a hundred thousand files is slow. */
export function fileKey({ tenant }: FileContext, sha256: string): string {
  return `${tenant.id}/${sha256.slice(0, 2)}/${sha256}`;
}

/** What folder and S3 have in common. @param open loads the vendor's client; called at the first use */
export function diskStore(
  open: () => Promise<Disk>,
  put: (disk: Disk, key: string, file: FileToStore) => Promise<void>,
): FileStore {
  let opening: Promise<Disk> | undefined;
  const disk = () => {
    opening ??= open();
    return opening;
  };
  return {
    put: async (ctx, file) => put(await disk(), fileKey(ctx, file.sha256), file),
    get: async (ctx, sha256) => {
      const key = fileKey(ctx, sha256);
      if (!(await (await disk()).exists(key))) throw notFound();
      return (await disk()).getStream(key);
    },
    delete: async (ctx, sha256, olderThan) => {
      const [files, key] = [await disk(), fileKey(ctx, sha256)];
      if (olderThan !== undefined) {
        if (!(await files.exists(key))) return;
        const { lastModified } = await files.getMetaData(key);
        if (lastModified >= olderThan) return;
      }
      await files.delete(key);
    },
  };
}
