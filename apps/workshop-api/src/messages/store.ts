import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { db } from "../database.ts";
import type { TemplateKind } from "./template.ts";

export interface Sender {
  workshopName: string;
  /** The workshop's own wording of the kind, where it has one. */
  subject: string | null;
  body: string | null;
}

/** In whose name a message goes out, and the workshop's own words for it. */
export function findSender(ctx: Context, kind: TemplateKind, language: string): Promise<Sender> {
  return one(
    ctx.db,
    sql<Sender>`select coalesce(nullif(r.trading_name, ''), r.legal_name) as "workshopName", t.subject, t.body
      from requisites r left join message_templates t on t.kind = ${kind} and t.language = ${language}
      order by r.id limit 1`,
  );
}

export interface NewRow {
  id: string;
  recipients: string[];
  subject: string;
  body: string;
  language: string;
  template: TemplateKind;
  attachmentIds: string[];
  customerId: string | null;
  about: { kind: string; id: string };
}

export function insert(ctx: Context, row: NewRow): Promise<number> {
  return run(
    ctx.db,
    db.insertInto("messages").values({
      id: row.id,
      direction: "out",
      channel: "email",
      recipients: row.recipients,
      subject: row.subject,
      body: row.body,
      language: row.language,
      template: row.template,
      attachment_ids: row.attachmentIds,
      customer_id: row.customerId,
      about_kind: row.about.kind,
      about_id: row.about.id,
      next_try_at: ctx.now().toISOString(),
      created_at: ctx.now().toISOString(),
      created_by: ctx.actor.userId ?? null,
    }),
  );
}

export type Event = "queued" | "sent" | "failed" | "bounced" | "cancelled" | "refused" | "retried";

/** Notes what became of a message. @param detail the relay's words, or ours */
export function insertEvent(ctx: Context, messageId: string, event: Event, detail?: string): Promise<number> {
  return run(
    ctx.db,
    db.insertInto("message_events").values({
      id: newId(),
      message_id: messageId,
      event,
      detail: detail?.slice(0, 1000) ?? null,
      created_at: ctx.now().toISOString(),
      created_by: ctx.actor.userId ?? null,
    }),
  );
}

export interface Claimed {
  recipients: string[];
  subject: string | null;
  body: string;
  language: string;
  attachmentIds: string[];
  attempts: number;
  about: { kind: string; id: string } | null;
  createdBy: string | null;
  workshopName: string;
  replyTo: string | null;
}

/** Mails of a workshop per hour; more wait. */
export const MAILS_PER_HOUR = 200;

const sentLastHour = (now: Date) =>
  // Nothing sent in the last hour can be older than all its waits together, which the index of created_at knows.
  sql`select sent_at from messages where sent_at > ${new Date(now.getTime() - 3_600_000)}
    and created_at > ${new Date(now.getTime() - 3 * 86_400_000)} order by sent_at desc`;

/** The first moment of the workshop's day, so many days from today. */
const dayStart = (now: Date, days = 0) =>
  sql`(select (workshop_day(${now}) + ${days}::integer)::timestamp at time zone time_zone from settings)`;

/** Whether the plan has no room for this mail today. Links to sign in go out whatever the plan says. */
const dayIsFull = (now: Date, perDay: number | null) =>
  perDay === null
    ? sql`false`
    : sql`(m.about_kind is distinct from 'user' and (select count(*) from messages t
        where t.sent_at >= ${dayStart(now)} and t.created_at > ${new Date(now.getTime() - 3 * 86_400_000)}) >= ${perDay})`;

/** Takes a waiting message for one try. Nobody else can until `until`; undefined when there is nothing to do now. */
export function claim(ctx: Context, id: string, until: Date, perDay: number | null): Promise<Claimed | undefined> {
  const now = ctx.now();
  return maybeOne(
    ctx.db,
    sql<Claimed>`update messages m set attempts = m.attempts + 1, next_try_at = ${until}
      from (select * from requisites order by id limit 1) r
      where m.id = ${id} and m.status = 'queued' and (m.next_try_at is null or m.next_try_at <= ${now})
        and (select count(*) from (${sentLastHour(now)} limit ${MAILS_PER_HOUR}) s) < ${MAILS_PER_HOUR}
        and not ${dayIsFull(now, perDay)}
      returning m.recipients, m.subject, m.body, m.language, m.attachment_ids as "attachmentIds", m.attempts,
        case when m.about_kind is not null then json_build_object('kind', m.about_kind, 'id', m.about_id) end as about,
        m.created_by as "createdBy", coalesce(nullif(r.trading_name, ''), r.legal_name) as "workshopName",
        r.email as "replyTo"`,
  );
}

export interface Waiting {
  nextTryAt: Date;
  /** The limit that is in the way and that nobody was told of so far; null when it waits for its time alone. */
  toTell: "hour" | "day" | null;
}

/** Why a message could not be claimed: it waits for its time or for room; undefined when it is settled. */
export async function findWaiting(ctx: Context, id: string, perDay: number | null): Promise<Waiting | undefined> {
  const now = ctx.now();
  const found = await maybeOne<{
    nextTryAt: string | null;
    room: string | null;
    tomorrow: string;
    full: boolean;
    told: boolean;
  }>(
    ctx.db,
    sql`select m.next_try_at as "nextTryAt", ${dayIsFull(now, perDay)} as full, ${dayStart(now, 1)} as tomorrow,
        (select sent_at from (${sentLastHour(now)} limit ${MAILS_PER_HOUR}) s offset ${MAILS_PER_HOUR - 1}) as room,
        exists (select from message_events e where e.message_id = m.id and e.event = 'queued' and e.detail is not null)
          as told
      from messages m where m.id = ${id} and m.status = 'queued'`,
  );
  if (found === undefined) return undefined;
  const { full, room, told } = found;
  const own = new Date(found.nextTryAt ?? now);
  if (own > now || (room === null && !full)) return { nextTryAt: own, toTell: null };
  if (full) return { nextTryAt: new Date(found.tomorrow), toTell: told ? null : "day" };
  return { nextTryAt: new Date(new Date(room ?? now).getTime() + 3_600_000), toTell: told ? null : "hour" };
}

/** A message that went out, locked; one that came back before is none. */
export function findSent(
  ctx: Context,
  id: string,
): Promise<Pick<Claimed, "recipients" | "subject" | "about" | "createdBy"> | undefined> {
  return maybeOne(
    ctx.db,
    sql<Pick<Claimed, "recipients" | "subject" | "about" | "createdBy">>`select recipients, subject,
        case when about_kind is not null then json_build_object('kind', about_kind, 'id', about_id) end as about,
        created_by as "createdBy"
      from messages where id = ${id} and status = 'sent' for update`,
  );
}

/** When a message that waits is tried next. */
export function postpone(ctx: Context, id: string, until: Date): Promise<number> {
  return run(ctx.db, sql`update messages set next_try_at = ${until} where id = ${id} and status = 'queued'`);
}

/**
 * Stamps a message as sent, also when somebody cancelled it in the very second: what is gone is gone. Secrets of links
 * are taken out of the text; only their hashes remain in the workshop's tables.
 */
export function markSent(ctx: Context, id: string, providerId: string): Promise<number> {
  return run(
    ctx.db,
    sql`update messages set status = 'sent', sent_at = ${ctx.now()}, next_try_at = null, provider_id = ${providerId},
        body = regexp_replace(body, '(/)[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])', '\\1***', 'g')
      where id = ${id} and status in ('queued', 'cancelled')`,
  );
}

/** Moves a message on, if it still is where the caller believes it. */
export async function move(
  ctx: Context,
  id: string,
  from: string,
  to: "failed" | "bounced" | "cancelled",
): Promise<boolean> {
  const update = sql`update messages set status = ${to}, next_try_at = null where id = ${id} and status = ${from}`;
  return (await run(ctx.db, update)) === 1;
}

/** Marks the addresses no mail can be delivered to, on whichever customer they stand. */
export function markBounced(ctx: Context, addresses: readonly string[]): Promise<number> {
  return run(
    ctx.db,
    sql`update customer_emails set bounced_at = ${ctx.now()}
      where address = any(${[...addresses]}::citext[]) and bounced_at is null`,
  );
}

/** Takes the mark off addresses a mail was accepted for. */
export function unmarkBounced(ctx: Context, addresses: readonly string[]): Promise<number> {
  return run(
    ctx.db,
    sql`update customer_emails set bounced_at = null
      where address = any(${[...addresses]}::citext[]) and bounced_at is not null`,
  );
}

/** Puts a failed message back with all its tries before it. */
export async function requeue(ctx: Context, id: string): Promise<boolean> {
  const update = sql`update messages set status = 'queued', attempts = 0, next_try_at = ${ctx.now()}
    where id = ${id} and status in ('failed', 'bounced')`;
  return (await run(ctx.db, update)) === 1;
}
