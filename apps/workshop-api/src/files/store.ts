import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { db } from "../database.ts";

export interface NewFile {
  id: string;
  sha256: Buffer;
  mediaType: string;
  bytes: number;
  name: string;
  owner: { kind: string; id: string } | undefined;
}

export function insert(ctx: Context, file: NewFile): Promise<number> {
  return run(
    ctx.db,
    db.insertInto("files").values({
      id: file.id,
      sha256: file.sha256,
      media_type: file.mediaType,
      bytes: file.bytes,
      name: file.name,
      owner_kind: file.owner?.kind ?? null,
      owner_id: file.owner?.id ?? null,
      created_by: ctx.actor.userId ?? null,
    }),
  );
}

export interface StoredFile {
  sha256: string;
  mediaType: string;
  name: string;
  ownerKind: string | null;
  createdBy: string | null;
}

export function find(ctx: Context, id: string): Promise<StoredFile | undefined> {
  return maybeOne(
    ctx.db,
    sql<StoredFile>`select encode(sha256, 'hex') as sha256, media_type as "mediaType", name,
      owner_kind as "ownerKind", created_by as "createdBy" from files where id = ${id}`,
  );
}

/** Hangs a free file on its owner; one that has this owner already counts as well, any other does not. */
export function setOwner(ctx: Context, id: string, owner: { kind: string; id: string }): Promise<number> {
  return run(
    ctx.db,
    sql`update files set owner_kind = ${owner.kind}, owner_id = ${owner.id}
      where id = ${id} and (owner_id is null or (owner_kind = ${owner.kind} and owner_id = ${owner.id}))`,
  );
}
