/** Answers while they are written: their events, their lease, and how they end. */

import { type Db, hot, last, maybeOne, rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Block } from "../block.ts";
import type { AnswerMode, SourceCard, StoredEvent } from "../engine/event.ts";

export type AnswerState = "running" | "done" | "cancelled" | "interrupted" | "failed";

/**
 * Stores events of a running answer, and says whether somebody asked to stop it. Undefined when it does not run any more:
 * somebody ended it meanwhile; then nothing was stored. `isAll` says that the transaction holds nothing else.
 */
export async function addEvents(
  db: Db,
  { answerId, userId, now, isAll }: { answerId: string; userId: string; now: Date; isAll: boolean },
  events: readonly StoredEvent[],
): Promise<{ isCancelled: boolean } | undefined> {
  const adding = hot<{
    isCancelled: boolean;
  }>(sql`with running as (select id, cancel_asked_at is not null as cancelled from answers
        where id = ${answerId} and state = 'running'
      ), told as (
        insert into answer_events (answer_id, n, created_at, user_id, event, data)
        select r.id, e.n, ${now}, ${userId}, e.event, e.data
        from running r, jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e(n integer, event text, data jsonb)
      )
      select cancelled as "isCancelled" from running`);
  return maybeOne(db, isAll ? last(adding) : adding);
}

export interface AnswerHead {
  state: AnswerState;
  conversationId: string;
  mode: AnswerMode;
  provider: string | null;
  model: string | null;
  promptVersion: string | null;
  blocks: Block[];
  sources: SourceCard[];
  /** Kept as decimal text by the database. */
  confidence: string | null;
  /** Its process is gone, and nobody has said so yet. */
  isDead: boolean;
}

/** An answer whose rows the caller may read. `isAll` says that the transaction holds nothing else. */
export function findAnswer(db: Db, answerId: string, now: Date, isAll = false): Promise<AnswerHead | undefined> {
  const finding = sql<AnswerHead>`select state, conversation_id as "conversationId", mode, provider, model, prompt_version as "promptVersion",
        blocks, sources, confidence, state = 'running' and lease_until < ${now} as "isDead"
      from answers where id = ${answerId}`;
  return maybeOne(db, isAll ? last(finding) : finding);
}

/** Stored events after a number, and whether the answer still runs. */
export function eventsAfter(db: Db, answerId: string, n: number): Promise<StoredEvent[]> {
  return rows<StoredEvent>(
    db,
    sql`select n, event, data from answer_events where answer_id = ${answerId} and n > ${n} order by n`,
  );
}

/** Whether somebody asked to stop; moves the lease on. Undefined when the answer does not run any more. Ends its transaction. */
export function pulse(
  db: Db,
  answerId: string,
  leaseUntil: Date | null,
): Promise<{ cancelAskedAt: Date | string | null } | undefined> {
  return maybeOne(
    db,
    last(
      leaseUntil === null
        ? hot(sql`select cancel_asked_at as "cancelAskedAt" from answers where id = ${answerId} and state = 'running'`)
        : sql`update answers set lease_until = ${leaseUntil} where id = ${answerId} and state = 'running'
            returning cancel_asked_at as "cancelAskedAt"`,
    ),
  );
}

/** Notes that somebody wants a running answer to stop; false when there is none that runs. */
export async function askToCancel(db: Db, answerId: string, now: Date): Promise<boolean> {
  const asked = await rows(
    db,
    sql`update answers set cancel_asked_at = coalesce(cancel_asked_at, ${now})
      where id = ${answerId} and state = 'running' returning id`,
  );
  return asked.length === 1;
}

export interface Finish {
  answerId: string;
  state: Exclude<AnswerState, "running">;
  mode: AnswerMode;
  provider: string | null;
  model: string | null;
  promptVersion: string | null;
  blocks: readonly Block[];
  sources: readonly SourceCard[];
  confidence: number | null;
  reason: string | null;
  firstBlockMs: number | null;
  durationMs: number;
  now: Date;
}

/** Ends a running answer; false when it was ended by somebody else. */
export async function finish(db: Db, end: Finish): Promise<boolean> {
  const ended = await rows(
    db,
    sql`update answers set state = ${end.state}, mode = ${end.mode}, provider = ${end.provider}, model = ${end.model},
        prompt_version = ${end.promptVersion}, blocks = ${JSON.stringify(end.blocks)}::jsonb,
        sources = ${JSON.stringify(end.sources)}::jsonb, confidence = ${end.confidence}, reason = ${end.reason},
        first_block_ms = ${end.firstBlockMs}, duration_ms = ${end.durationMs}, finished_at = ${end.now},
        lease_until = null
      where id = ${end.answerId} and state = 'running' returning id`,
  );
  return ended.length === 1;
}

/** Ends answers whose process is gone: their shown blocks stay, and they say so. Their ids. */
export async function interruptDead(db: Db, now: Date): Promise<string[]> {
  const dead = await rows<{ id: string }>(
    db,
    sql`with dead as (
        update answers a set state = 'interrupted', reason = 'the process that wrote it ended', finished_at = ${now},
          lease_until = null,
          blocks = coalesce((select jsonb_agg(e.data->'block' order by e.n) from answer_events e
            where e.answer_id = a.id and e.event = 'block'), '[]')
        where a.state = 'running' and a.lease_until < ${now}
        returning a.id, a.user_id
      ), told as (
        insert into answer_events (answer_id, n, created_at, user_id, event, data)
        select d.id, coalesce((select max(n) from answer_events e where e.answer_id = d.id), 0) + 1, ${now}, d.user_id,
          'error', '{"code": "interrupted", "retryable": true, "retryAfter": null}'
        from dead d
      )
      select id from dead`,
  );
  return dead.map(({ id }) => id);
}
