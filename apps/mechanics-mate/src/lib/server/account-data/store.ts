import { type Db, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";

/** What is handed out of each table: everything but secrets, and files as their text. */
const parts: Record<string, (userId: string) => RawBuilder<unknown>> = {
  account: (id) => sql`select id, created_at, email, name, email_verified_at, register, locale, terms_version,
    age_stated_at, photos_consent_at from mate.users where id = ${id}`,
  sessions: (id) =>
    sql`select created_at, seen_at, ends_at, ip_block, user_agent from mate.sessions where user_id = ${id}`,
  subscriptions: (id) => sql`select created_at, plan_id, status, current_period_start, current_period_end,
    cancel_at_period_end from mate.subscriptions where user_id = ${id}`,
  trials: (id) => sql`select starts_at, ends_at from mate.trial_grants where user_id = ${id}`,
  grants: (id) => sql`select plan_id, starts_at, ends_at, reason from mate.plan_grants where user_id = ${id}`,
  usage: (id) => sql`select period_start, period_end, messages_used, spent_micros from mate.ai_allowances
    where scope = 'account' and key = ${id}`,
  vehicles: (id) => sql`select * from mate.vehicles where user_id = ${id}`,
  conversations: (id) => sql`select c.*, s.title as saved_as from mate.conversations c
    left join mate.saved_conversations s on s.conversation_id = c.id where c.user_id = ${id}`,
  messages: (id) => sql`select id, created_at, conversation_id, role, body from mate.messages where user_id = ${id}`,
  answers: (id) => sql`select id, created_at, conversation_id, message_id, mode, provider, model, state, blocks, sources
    from mate.answers where user_id = ${id}`,
  feedback: (id) => sql`select * from mate.answer_feedback where user_id = ${id}`,
  attachments: (id) => sql`select id, created_at, conversation_id, name, media_type, parsed_text
    from mate.attachments where user_id = ${id}`,
  documents: (id) => sql`select d.id, d.created_at, d.name, d.kind, d.rights, d.make, d.model, d.year_from, d.year_to,
      d.engine, d.revision, d.pages,
      (select string_agg(c.body, E'\n\n' order by c.n) from mate.document_chunks c where c.document_id = d.id) as text
    from mate.documents d where d.user_id = ${id}`,
  mails: (id) => sql`select created_at, kind, subject, sent_at from mate.mails where user_id = ${id}`,
};

/** Names of the files of an export. */
export const partNames = Object.keys(parts);

/** The rows of one part as JSON. */
export async function partOf(db: Db, name: string, userId: string): Promise<string> {
  const query = parts[name]?.(userId);
  if (query === undefined) throw new Error(`There is no part ${name}`);
  const { text } = await one<{ text: string }>(
    db,
    sql`select coalesce(jsonb_pretty(jsonb_agg(to_jsonb(t))), '[]') as text from (${query}) t`,
  );
  return text;
}

export function close(db: Db, userId: string, now: Date, erasedAt: Date): Promise<number> {
  return run(
    db,
    sql`update mate.users set closed_at = ${now}, closing_at = ${erasedAt}, version = version + 1
      where id = ${userId} and closed_at is null`,
  );
}

export async function listToErase(db: Db, now: Date): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`select id from mate.users where closed_at is not null and closing_at <= ${now} order by closing_at limit 200`,
  );
  return found.map(({ id }) => id);
}

const content = [
  "answer_feedback",
  "saved_conversations",
  "attachments",
  "conversations",
  "documents",
  "vehicles",
  "sessions",
  "email_verification_tokens",
  "password_reset_tokens",
  "second_factors",
  "mails",
];

/** Erases what an account held. Its row stays without any name, because payments of seven years point at it. */
export async function erase(db: Db, userId: string): Promise<void> {
  for (const table of content) await run(db, sql`delete from ${sql.id("mate", table)} where user_id = ${userId}`);
  const nobody = `erased-${userId}@invalid`;
  await run(
    db,
    sql`update mate.users set email = ${nobody}, email_key = ${nobody}, name = null, password_hash = '!',
        email_verified_at = null, closing_at = null, version = version + 1 where id = ${userId}`,
  );
}

/** Removes what is left of accounts that closed so long ago: their payments, then the row without a name. */
export async function forget(db: Db, before: Date): Promise<number> {
  const gone = sql`select id from mate.users where closing_at is null and closed_at < ${before}`;
  await run(db, sql`delete from mate.subscriptions where user_id in (${gone})`);
  await run(db, sql`delete from mate.billing_customers where user_id in (${gone})`);
  return run(db, sql`delete from mate.users where closing_at is null and closed_at < ${before}`);
}
