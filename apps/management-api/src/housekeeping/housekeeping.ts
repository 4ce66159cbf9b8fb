import { run } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import { IDLE_MS } from "../http/caller.ts";

const DAY_MS = 86_400_000;

/** Removes what has had its day, and makes room in the audit for the months to come. It can run at any time, and twice. */
export async function cleanUp(ctx: Context): Promise<void> {
  const now = ctx.now();
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const rested = (kind: keyof typeof IDLE_MS) => new Date(now.getTime() - IDLE_MS[kind]);
  const work: RawBuilder<unknown>[] = [
    sql`delete from one_time_links where expires_at < ${now}`,
    sql`delete from signups where expires_at < ${now} and verified_at is null`,
    sql`delete from sessions where expires_at < ${now} or last_used_at < ${rested("customer")}
      or (staff is not null and last_used_at < ${rested("staff")})`,
    sql`delete from sign_in_failures where failed_at < ${ago(30)}`,
    sql`delete from known_browsers where seen_at < ${ago(180)}`,
    sql`delete from demo_requests where state = 'unconfirmed' and created_at < ${ago(7)}`,
    sql`update invitations set ended_at = ${now} where ended_at is null and accepted_at is null and expires_at < ${now}`,
    // The row stays, so that no cause mails twice; what stood in the mail does not.
    sql`update mails set data = '{}' where state <> 'queued' and created_at < ${ago(90)} and data <> '{}'`,
    sql`select keep_audit_partitions(${now}::timestamptz::date)`,
  ];
  for (const statement of work) await run(ctx.db, statement);
}
