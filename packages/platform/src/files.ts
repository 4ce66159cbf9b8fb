import type { Readable } from "node:stream";
import type { Context } from "./context.ts";

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
  /** Removes the bytes; missing ones are no error, so a task may repeat it. */
  delete(ctx: FileContext, sha256: string): Promise<void>;
}
