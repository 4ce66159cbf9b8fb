/** Questions as they were asked, and the answers that were opened for them. */

import { type Db, hot, last, one, rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { AnswerMode, StoredEvent } from "../engine/event.ts";

export interface AcceptedAnswer {
  answerId: string;
  conversationId: string;
  mode: AnswerMode;
}

/** Lets one question of a person be accepted at a time, until the transaction ends. */
export async function lockAsker(db: Db, userId: string): Promise<void> {
  await rows(db, sql`select pg_advisory_xact_lock(hashtextextended(${`assistant:${userId}`}, 0))`);
}

export interface Asked {
  userId: string;
  clientMessageId: string;
  text: string;
  vehicleId: string | null;
}

export interface Standing {
  /** The answer to this message, or the one that is being written to the same words about the same vehicle. */
  there: AcceptedAnswer | null;
  /** Answers that are being written for this person. */
  running: number;
}

/** Where a person's questions stand before a new one is taken. */
export function standing(db: Db, { userId, clientMessageId, text, vehicleId }: Asked): Promise<Standing> {
  return one<Standing>(
    db,
    hot(sql`with mine as (
        select a.id as "answerId", a.conversation_id as "conversationId", a.mode, a.created_at,
          m.client_message_id = ${clientMessageId}::uuid as repeated
        from assistant_messages m join answers a on a.message_id = m.id
        where m.user_id = ${userId} and (m.client_message_id = ${clientMessageId}::uuid
          or a.state = 'running' and m.body = ${text} and m.vehicle_id is not distinct from ${vehicleId}::uuid)
        order by repeated desc, a.created_at desc limit 1
      )
      select (select to_jsonb(mine) - 'repeated' - 'created_at' from mine) as there,
        (select count(*)::integer from answers where state = 'running' and user_id = ${userId}) as running`),
  );
}

export interface NewQuestion extends Asked {
  messageId: string;
  answerId: string;
  conversationId: string;
  mode: AnswerMode;
  now: Date;
  leaseUntil: Date;
  first: StoredEvent;
}

/**
 * Stores a question, opens its answer and says so with the first event. False when the conversation has a running
 * answer; then nothing was stored. Nothing may follow it in its transaction.
 */
export async function open(db: Db, question: NewQuestion): Promise<boolean> {
  const { messageId, answerId, userId, conversationId, clientMessageId, vehicleId, text, mode, now, first } = question;
  const opened = await rows(
    db,
    last(
      hot(sql`with opened as (
        insert into answers (id, created_at, user_id, conversation_id, message_id, mode, lease_until)
        values (${answerId}, ${now}, ${userId}, ${conversationId}, ${messageId}, ${mode}, ${question.leaseUntil})
        on conflict (conversation_id) where state = 'running' do nothing returning id
      ), asked as (
        insert into assistant_messages (id, created_at, user_id, conversation_id, client_message_id, vehicle_id, body)
        select ${messageId}, ${now}, ${userId}::uuid, ${conversationId}, ${clientMessageId}, ${vehicleId}::uuid, ${text} from opened
      ), told as (
        insert into answer_events (answer_id, n, created_at, user_id, event, data)
        select id, ${first.n}, ${now}, ${userId}, ${first.event}, ${JSON.stringify(first.data)}::jsonb from opened
      )
      select id from opened`),
    ),
  );
  return opened.length === 1;
}

export interface StoredTurn {
  role: "user" | "imported";
  body: string;
  /** Of the answer, if one was written. */
  blocks: unknown[] | null;
}

/** What was said in a conversation, oldest first; at most so many questions back. */
export async function turnsOf(db: Db, conversationId: string, most: number): Promise<StoredTurn[]> {
  const found = await rows<StoredTurn>(
    db,
    sql`select m.role, m.body, a.blocks
      from assistant_messages m
      left join lateral (select blocks from answers
        where message_id = m.id and state <> 'running' order by created_at desc limit 1) a on true
      where m.conversation_id = ${conversationId}
      order by m.created_at desc, m.id desc limit ${most}`,
  );
  return found.reverse();
}
