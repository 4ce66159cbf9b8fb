import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, run } from "@mechanicbuddy/platform/database/statement";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";

/** True once the workshop's first rows are written. */
export async function isOpened(ctx: Context): Promise<boolean> {
  return (await one<{ opened: boolean }>(ctx.db, sql`select exists (select from users) as opened`)).opened;
}

/** An owner who may sign in: the one with this address, or the first. */
export function findOwner(ctx: Context, email?: string): Promise<{ id: string; hasPassword: boolean } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{ id: string; hasPassword: boolean }>`select id, password_hash is not null as "hasPassword" from users
      where role = 'owner' and disabled_at is null and (${email ?? null}::text is null or email = ${email ?? null})
      order by created_at, id limit 1`,
  );
}

export interface EntryCode {
  code: string;
  userId: string;
  expiresAt: Date;
  support?: { accessId: string; person: string };
}

export function insertCode(ctx: Context, { code, userId, expiresAt, support }: EntryCode): Promise<number> {
  return run(
    ctx.db,
    sql`insert into entry_codes (hash, user_id, support_access_id, support_person, expires_at, created_at)
      values (${sha256(code)}, ${userId}, ${support?.accessId ?? null}, ${support?.person ?? null}, ${expiresAt}, ${ctx.now()})`,
  );
}

/** Forgets codes that are over. */
export function forgetCodes(ctx: Context): Promise<number> {
  return run(ctx.db, sql`delete from entry_codes where expires_at < ${ctx.now()}`);
}
