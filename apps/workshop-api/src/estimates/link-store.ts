import type { Context } from "@mechanicbuddy/platform/context";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";
import { db } from "../database.ts";

export type Channel = "email" | "copy";

export interface NewLink {
  estimateId: string;
  token: string;
  channel: Channel;
  recipient: string | null;
  expiresAt: string;
}

export async function insertLinks(ctx: Context, links: readonly NewLink[]): Promise<void> {
  await run(
    ctx.db,
    db.insertInto("estimate_links").values(
      links.map((link) => ({
        id: newId(),
        estimate_id: link.estimateId,
        token_sha256: sha256(link.token),
        channel: link.channel,
        recipient: link.recipient,
        expires_at: link.expiresAt,
        created_by: ctx.actor.userId ?? null,
        created_at: ctx.now().toISOString(),
      })),
    ),
  );
}

/** Counts a person's look at the page; the first one is kept. */
export function countOpening(ctx: Context, token: string): Promise<number> {
  return run(
    ctx.db,
    sql`update estimate_links set opens = opens + 1, first_opened_at = coalesce(first_opened_at, ${ctx.now()})
      where token_sha256 = ${sha256(token)} and revoked_at is null and expires_at > ${ctx.now()}`,
  );
}

/** The page was never stamped as opened (no script): answering proves it was. */
export function stampOpened(ctx: Context, linkId: string): Promise<number> {
  return run(
    ctx.db,
    sql`update estimate_links set opens = opens + 1, first_opened_at = ${ctx.now()}
      where id = ${linkId} and first_opened_at is null`,
  );
}
