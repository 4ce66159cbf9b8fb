import { Refusal } from "@mechanicbuddy/contract/problem";
import { maybeOne, run } from "@mechanicbuddy/platform/database/statement";
import { newToken, sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/** What a link opens; a token of one purpose is nothing to another. */
export type LinkPurpose =
  | "signup"
  | "reset"
  | "staff-invitation"
  | "second-factor"
  | "demo"
  | "keep"
  | "export"
  | "support";

interface NewLink {
  purpose: LinkPurpose;
  account?: string;
  staff?: string;
  data?: Record<string, unknown>;
  /** How long it works. */
  hours: number;
}

/** What a link was made for. */
export interface Link {
  account: string | null;
  staff: string | null;
  data: Record<string, unknown>;
}

/** Makes a link and answers its token: 32 random bytes, of which only the hash is kept. */
export async function make(ctx: Context, { purpose, account, staff, data = {}, hours }: NewLink): Promise<string> {
  const token = newToken();
  const now = ctx.now();
  await run(
    ctx.db,
    sql`insert into one_time_links (hash, purpose, account, staff, data, created_at, expires_at)
      values (${sha256(token)}, ${purpose}, ${account ?? null}, ${staff ?? null}, ${JSON.stringify(data)}, ${now},
        ${new Date(now.getTime() + hours * 3_600_000)})`,
  );
  return token;
}

/** Uses a link up: of two people with one link only the first succeeds. Unknown, used and expired ones are all `gone`. */
export async function use(ctx: Context, purpose: LinkPurpose, token: string): Promise<Link> {
  const now = ctx.now();
  const link = await maybeOne<Link>(
    ctx.db,
    sql`update one_time_links set used_at = ${now}
      where hash = ${sha256(token)} and purpose = ${purpose} and used_at is null and expires_at > ${now}
      returning account, staff, data`,
  );
  if (link === undefined) throw gone();
  return link;
}

/** What a link is for, without using it up. */
export async function read(ctx: Context, purpose: LinkPurpose, token: string): Promise<Link> {
  const link = await maybeOne<Link>(
    ctx.db,
    sql`select account, staff, data from one_time_links
      where hash = ${sha256(token)} and purpose = ${purpose} and used_at is null and expires_at > ${ctx.now()}`,
  );
  if (link === undefined) throw gone();
  return link;
}

/** Ends every link of a purpose that somebody still holds: the newest is the only one that works. */
export async function revoke(
  ctx: Context,
  purpose: LinkPurpose,
  whose: { account: string } | { staff: string },
): Promise<void> {
  const owner = "account" in whose ? sql`account = ${whose.account}` : sql`staff = ${whose.staff}`;
  await run(
    ctx.db,
    sql`update one_time_links set used_at = ${ctx.now()} where ${owner} and purpose = ${purpose} and used_at is null`,
  );
}

/** The one answer for a link that is unknown, used or expired. */
export function gone(): Refusal {
  return new Refusal("gone", "This link was used or has expired. Ask for a new one.", { cause: "link-gone" });
}
