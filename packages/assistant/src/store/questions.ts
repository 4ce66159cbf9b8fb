/** Questions as they were asked, and the answers that were opened for them. */

import { type Db, maybeOne, one, rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { AnswerMode } from "../engine/event.ts";

export interface AcceptedAnswer {
  answerId: string;
  conversationId: string;
  mode: AnswerMode;
}

/** Lets one question of a person be accepted at a time, until the transaction ends. */
export async function lockAsker(db: Db, userId: string): Promise<void> {
  await rows(db, sql`select pg_advisory_xact_lock(hashtextextended(${`assistant:${userId}`}, 0))`);
}

/** The answer to a message that was sent before. */
export function findAnswered(db: Db, userId: string, clientMessageId: string): Promise<AcceptedAnswer | undefined> {
  return maybeOne<AcceptedAnswer>(
    db,
    sql`select a.id as "answerId", a.conversation_id as "conversationId", a.mode
      from messages m join answers a on a.message_id = m.id
      where m.user_id = ${userId} and m.client_message_id = ${clientMessageId}
      order by a.created_at desc limit 1`,
  );
}

/** The answer that is being written to the same words about the same vehicle. */
export function findSameInFlight(
  db: Db,
  { userId, text, vehicleId }: { userId: string; text: string; vehicleId: string | null },
): Promise<AcceptedAnswer | undefined> {
  return maybeOne<AcceptedAnswer>(
    db,
    sql`select a.id as "answerId", a.conversation_id as "conversationId", a.mode
      from answers a join messages m on m.id = a.message_id
      where a.state = 'running' and a.user_id = ${userId} and m.body = ${text}
        and m.vehicle_id is not distinct from ${vehicleId}::uuid
      order by a.created_at limit 1`,
  );
}

/** How many answers are being written for a person. */
export async function countRunning(db: Db, userId: string): Promise<number> {
  const { count } = await one<{ count: number }>(
    db,
    sql`select count(*)::integer as count from answers where state = 'running' and user_id = ${userId}`,
  );
  return count;
}

export interface NewMessage {
  id: string;
  userId: string;
  conversationId: string;
  clientMessageId: string;
  vehicleId: string | null;
  text: string;
  now: Date;
}

export async function addMessage(db: Db, message: NewMessage): Promise<void> {
  const { id, userId, conversationId, clientMessageId, vehicleId, text, now } = message;
  await rows(
    db,
    sql`insert into messages (id, created_at, user_id, conversation_id, client_message_id, vehicle_id, body)
      values (${id}, ${now}, ${userId}, ${conversationId}, ${clientMessageId}, ${vehicleId}, ${text})`,
  );
}

export interface NewAnswer {
  id: string;
  userId: string;
  conversationId: string;
  messageId: string;
  mode: AnswerMode;
  now: Date;
  leaseUntil: Date;
}

/** Opens an answer; false when the conversation has a running one already. */
export async function addAnswer(db: Db, answer: NewAnswer): Promise<boolean> {
  const { id, userId, conversationId, messageId, mode, now, leaseUntil } = answer;
  const added = await rows(
    db,
    sql`insert into answers (id, created_at, user_id, conversation_id, message_id, mode, lease_until)
      values (${id}, ${now}, ${userId}, ${conversationId}, ${messageId}, ${mode}, ${leaseUntil})
      on conflict (conversation_id) where state = 'running' do nothing returning id`,
  );
  return added.length === 1;
}

export interface StoredTurn {
  role: "user" | "imported";
  body: string;
  /** Of the answer, if one was written. */
  blocks: unknown[] | null;
}

/** What was said before a message, oldest first; at most so many turns back. */
export async function turnsBefore(
  db: Db,
  { conversationId, messageId, most }: { conversationId: string; messageId: string; most: number },
): Promise<StoredTurn[]> {
  const found = await rows<StoredTurn>(
    db,
    sql`select m.role, m.body, a.blocks
      from messages m
      left join lateral (select blocks from answers
        where message_id = m.id and state <> 'running' order by created_at desc limit 1) a on true
      where m.conversation_id = ${conversationId} and m.id <> ${messageId}
      order by m.created_at desc, m.id desc limit ${most}`,
  );
  return found.reverse();
}
