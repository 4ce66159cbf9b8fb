import type { Readable } from "node:stream";
import type { Context } from "./context.ts";
import { databaseStore } from "./files/database.ts";
import { folderStore } from "./files/folder.ts";
import { s3Store } from "./files/s3.ts";

/** What a store needs of a context: whose file it is, and that tenant's own database login. */
export type FileContext = Pick<Context, "tenant" | "db">;

/** A file on its way into the store. */
export interface FileToStore {
  /** SHA-256 of the bytes, 64 lower-case hexadecimal digits: the name they are stored under. */
  sha256: string;
  bytes: Uint8Array | Readable;
  mediaType: string;
}

/**
 * Where uploads lie: in the tenant's schema, in a folder, or in S3. All three behave alike.
 * Bytes are addressed by tenant and hash only, so nobody can name a neighbour's; equal contents are stored once.
 */
export interface FileStore {
  /** Stores the bytes; storing what is there already renews its age and changes nothing else. */
  put(ctx: FileContext, file: FileToStore): Promise<void>;
  /** The bytes as a stream, to be read before the surrounding transaction ends. Throws `not_found`. */
  get(ctx: FileContext, sha256: string): Promise<Readable>;
  /**
   * Removes the bytes, unless somebody stored them again since `olderThan`; missing ones are no error, so a task may
   * repeat it.
   */
  delete(ctx: FileContext, sha256: string, olderThan?: Date): Promise<void>;
}

export interface S3Settings {
  /** Empty for AWS itself. */
  endpoint?: string;
  bucket: string;
  region: string;
  accessKey: string;
  secretKey: string;
}

export type FileStoreSettings =
  | { driver: "database" }
  | { driver: "folder"; directory: string }
  | ({ driver: "s3" } & S3Settings);

/** Opens the store `FILES_DRIVER` names; a vendor's client is loaded at its first use. */
export function openFileStore(settings: FileStoreSettings): FileStore {
  const store = storeOf(settings);
  return {
    put: async (ctx, file) => store.put(ctx, { ...file, sha256: checked(file.sha256) }),
    get: async (ctx, sha256) => store.get(ctx, checked(sha256)),
    delete: async (ctx, sha256, olderThan) => store.delete(ctx, checked(sha256), olderThan),
  };
}

function storeOf(settings: FileStoreSettings): FileStore {
  if (settings.driver === "database") return databaseStore();
  return settings.driver === "folder" ? folderStore(settings.directory) : s3Store(settings);
}

/** Nothing but a hash may become part of a path. */
function checked(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("A file is stored under its SHA-256 in lower-case hexadecimal");
  return sha256;
}
