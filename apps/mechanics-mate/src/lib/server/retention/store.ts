import { type Db, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { type Standing, standingColumns } from "../plans/standing.ts";

export interface Holder extends Standing {
  id: string;
}

/** Accounts with an unsaved conversation that nobody touched since then, and what decides how long it is kept. */
export function listHolders(db: Db, before: Date, now: Date, after: string | null, limit: number): Promise<Holder[]> {
  return rows(
    db,
    sql<Holder>`select u.id, ${standingColumns(now)} from mate.users u
      where (${after}::uuid is null or u.id > ${after}) and exists (select from mate.conversations c
        where c.user_id = u.id and c.last_at < ${before}
          and not exists (select from mate.saved_conversations s where s.conversation_id = c.id))
      order by u.id limit ${limit}`,
  );
}

export function removeUnsaved(db: Db, userId: string, before: Date): Promise<number> {
  return run(
    db,
    sql`delete from mate.conversations c where c.user_id = ${userId} and c.last_at < ${before}
      and not exists (select from mate.saved_conversations s where s.conversation_id = c.id)`,
  );
}

export function removeEvents(db: Db, before: Date): Promise<number> {
  return run(db, sql`delete from mate.answer_events where created_at < ${before}`);
}

export function removeLooseAttachments(db: Db, before: Date): Promise<number> {
  return run(db, sql`delete from mate.attachments where message_id is null and created_at < ${before}`);
}

/** Sessions, revocations, links and counters that can mean nothing any more. */
export async function removeEnded(db: Db, now: Date, before: Date): Promise<void> {
  await run(db, sql`delete from mate.sessions where ends_at < ${now}`);
  await run(db, sql`delete from mate.token_blacklist where expires_at < ${now}`);
  await run(db, sql`delete from mate.rate_windows where ends_at < ${now}`);
  await run(db, sql`delete from mate.email_verification_tokens where expires_at < ${before}`);
  await run(db, sql`delete from mate.password_reset_tokens where expires_at < ${before}`);
  await run(db, sql`delete from mate.auth_failures where created_at < ${before}`);
  await run(db, sql`delete from mate.mails where sent_at < ${before}`);
}
