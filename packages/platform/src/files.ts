import type { Readable } from "node:stream";
import type { Context } from "./context.ts";

/** What a store needs of a context: whose file it is, and that tenant's own database login. */
export type FileContext = Pick<Context, "tenant" | "db">;

/** A file on its way into the store; `id` is the id of its row in the app's `files` table. */
export interface FileToStore {
  id: string;
  bytes: Uint8Array | Readable;
  mediaType: string;
}

/**
 * Where uploads lie: in the tenant's schema, in a folder, or in S3. All three behave alike.
 * A file is addressed by tenant and id only, so nobody can name a neighbour's.
 */
export interface FileStore {
  /** Stores the bytes; a second call with the same id replaces them. */
  put(ctx: FileContext, file: FileToStore): Promise<void>;
  /** The bytes as a stream, to be read before the surrounding transaction ends. Throws `not_found`. */
  get(ctx: FileContext, id: string): Promise<Readable>;
  /** Removes the bytes; a missing file is no error, so a task may repeat it. */
  delete(ctx: FileContext, id: string): Promise<void>;
}
