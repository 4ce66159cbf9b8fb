import type { KeptFile, PictureSize, ShownPicture } from "@mechanicbuddy/contract/files";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

export interface NewFile {
  id: string;
  sha256: Buffer;
  mediumSha256?: Buffer;
  smallSha256?: Buffer;
  mediaType: string;
  bytes: number;
  name: string;
  width?: number;
  height?: number;
  /** By the workshop's clock. */
  takenAt?: string | undefined;
  owner: { kind: string; id: string } | undefined;
}

export function insert(ctx: Context, file: NewFile): Promise<number> {
  const { owner } = file;
  return run(
    ctx.db,
    sql`insert into files (id, sha256, medium_sha256, small_sha256, media_type, bytes, name, width, height, taken_at,
        owner_kind, owner_id, created_by, created_at)
      values (${file.id}, ${file.sha256}, ${file.mediumSha256 ?? null}, ${file.smallSha256 ?? null}, ${file.mediaType},
        ${file.bytes}, ${file.name}, ${file.width ?? null}, ${file.height ?? null},
        ${file.takenAt ?? null}::timestamp at time zone (select time_zone from settings),
        ${owner?.kind ?? null}, ${owner?.id ?? null}, ${ctx.actor.userId ?? null}, ${ctx.now()})`,
  );
}

export interface StoredFile {
  sha256: string;
  mediaType: string;
  name: string;
  ownerKind: string | null;
  createdBy: string | null;
}

const hashes: Record<PictureSize, string> = {
  small: "small_sha256",
  medium: "medium_sha256",
  large: "sha256",
};

export function find(ctx: Context, id: string, size: PictureSize = "large"): Promise<StoredFile | undefined> {
  return maybeOne(
    ctx.db,
    sql<StoredFile>`select encode(coalesce(${sql.ref(hashes[size])}, sha256), 'hex') as sha256,
      media_type as "mediaType", name, owner_kind as "ownerKind", created_by as "createdBy" from files where id = ${id}`,
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

export function free(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, sql`update files set owner_kind = null, owner_id = null where id = ${id}`);
}

export type KeptRow = Omit<KeptFile, "addresses">;

const kept = sql`f.id, f.version, f.name, f.media_type as "mediaType", f.bytes::float8 as bytes, f.width, f.height,
  f.caption, f.taken_at as "takenAt", f.created_at as "createdAt",
  (select btrim(p.first_name || ' ' || p.last_name) from users u join employees p on p.id = u.employee_id
    where u.id = f.created_by) as by,
  case when f.owner_kind = 'job' then f.owner_id end as "jobId"`;

export function findKept(ctx: Context, id: string): Promise<KeptRow> {
  return one(ctx.db, sql<KeptRow>`select ${kept} from files f where f.id = ${id}`);
}

/** What people hang files on, with its table. */
export const things = { work_order: "work_orders", vehicle: "vehicles", customer: "customers" } as const;
export type Thing = keyof typeof things;

/** Condition on `f`: it hangs on the thing, or on a job of the order. */
function hangsOn(thing: Thing, id: string) {
  const jobs = sql`or (f.owner_kind = 'job' and f.owner_id in (select j.id from jobs j where j.work_order_id = ${id}))`;
  return sql`((f.owner_kind = ${sql.lit(thing)} and f.owner_id = ${id}) ${thing === "work_order" ? jobs : sql``})`;
}

export function listOn(ctx: Context, thing: Thing, id: string): Promise<KeptRow[]> {
  return rows(
    ctx.db,
    sql<KeptRow>`select ${kept} from files f where ${hangsOn(thing, id)} order by f.created_at, f.id limit 500`,
  );
}

export async function exists(ctx: Context, thing: Thing, id: string): Promise<boolean> {
  return (await maybeOne(ctx.db, sql`select from ${sql.table(things[thing])} where id = ${id}`)) !== undefined;
}

export async function isJobOf(ctx: Context, workOrderId: string, jobId: string): Promise<boolean> {
  return (
    (await maybeOne(ctx.db, sql`select from jobs where id = ${jobId} and work_order_id = ${workOrderId}`)) !== undefined
  );
}

/** Hangs up a free file of the one who asks. */
export function hang(
  ctx: Context,
  id: string,
  owner: { kind: string; id: string },
  caption: string | null,
): Promise<number> {
  return run(
    ctx.db,
    sql`update files set owner_kind = ${owner.kind}, owner_id = ${owner.id}, caption = ${caption}
      where id = ${id} and owner_id is null and created_by = ${ctx.actor.userId ?? null}`,
  );
}

/** The caption before; nothing when the file does not hang there, `stale` when somebody else wrote meanwhile. */
export async function setCaption(
  ctx: Context,
  on: { thing: Thing; id: string },
  fileId: string,
  { version, caption }: { version: number; caption: string | null },
): Promise<{ before: string | null; written: boolean } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{ before: string | null; written: boolean }>`
      with was as (select f.id, f.caption from files f where f.id = ${fileId} and ${hangsOn(on.thing, on.id)} for update),
        done as (update files f set caption = ${caption} from was
          where f.id = was.id and f.version = ${version} returning f.id)
      select was.caption as before, exists (select from done) as written from was`,
  );
}

/** Takes a file down: it is free again, and goes a day later. */
export function release(
  ctx: Context,
  on: { thing: Thing; id: string },
  fileId: string,
): Promise<{ name: string } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{ name: string }>`update files f set owner_kind = null, owner_id = null
      where f.id = ${fileId} and ${hangsOn(on.thing, on.id)} returning f.name`,
  );
}

/** For queries of other features: the pictures of a job as JSON, without their addresses. `jobId` names its column. */
export function picturesOfJob(jobId: string) {
  return sql<Omit<ShownPicture, "addresses">[]>`coalesce((
    select json_agg(json_build_object('id', p.id, 'caption', p.caption, 'width', p.width, 'height', p.height)
      order by p.created_at, p.id)
    from files p where p.owner_kind = 'job' and p.owner_id = ${sql.ref(jobId)} and p.media_type like 'image/%'), '[]')`;
}
