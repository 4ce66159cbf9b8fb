import { Refusal } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { newToken, sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";
import { db } from "../database.ts";

/** How long a set-password link works. */
const lifetimeMs = { invite: 72 * 3_600_000, reset: 60 * 60_000, way_back: 60 * 60_000 } as const;
export type Purpose = keyof typeof lifetimeMs;

export interface Link {
  id: string;
  userId: string;
  purpose: Purpose;
  username: string;
}

/** Makes a link for a person; older links of the person die. Only the hash of the token is kept. */
export async function newLink(ctx: Context, userId: string, purpose: Purpose): Promise<string> {
  const token = newToken();
  const now = ctx.now();
  await Promise.all([
    run(
      ctx.db,
      sql`update set_password_links set revoked_at = ${now} where user_id = ${userId} and used_at is null and revoked_at is null`,
    ),
    run(
      ctx.db,
      db.insertInto("set_password_links").values({
        id: newId(),
        user_id: userId,
        purpose,
        token_sha256: sha256(token),
        expires_at: new Date(now.getTime() + lifetimeMs[purpose]).toISOString(),
        created_by: ctx.actor.userId ?? null,
        created_at: now.toISOString(),
      }),
    ),
  ]);
  return `${ctx.tenant.publicUrl}/set-password/${token}`;
}

/** The live link of a token; used, replaced, expired and unknown ones all read as gone. */
export async function getLink(ctx: Context, token: string): Promise<Link> {
  const link = await maybeOne(
    ctx.db,
    sql<Link>`select l.id, l.user_id as "userId", l.purpose, u.username::text
      from set_password_links l join users u on u.id = l.user_id
      where l.token_sha256 = ${sha256(token)} and l.used_at is null and l.revoked_at is null
        and l.expires_at > ${ctx.now()} and u.disabled_at is null`,
  );
  if (link === undefined) throw gone();
  return link;
}

/** Uses a link up; of two people with one link only the first succeeds. */
export async function useLink(ctx: Context, link: Link): Promise<void> {
  const used = await run(
    ctx.db,
    sql`update set_password_links set used_at = ${ctx.now()} where id = ${link.id} and used_at is null and revoked_at is null`,
  );
  if (used === 0) throw gone();
}

/** Reset links asked for in the last hour. */
export async function resetsThisHour(ctx: Context, userId: string): Promise<number> {
  const since = new Date(ctx.now().getTime() - 3_600_000);
  const { n } = await one<{ n: number }>(
    ctx.db,
    sql`select count(*)::int as n from set_password_links where user_id = ${userId} and purpose = 'reset' and created_at > ${since}`,
  );
  return n;
}

function gone(): Refusal {
  return new Refusal("gone", "This link was used or has expired.");
}
