import { type Db, maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

export type EventStatus = "received" | "processing" | "processed" | "ignored" | "failed";

export interface StoredEvent {
  id: string;
  eventId: string;
  eventType: string;
  payload: unknown;
  attempts: number;
  lockedUntil: Date;
}

const LEASE = sql`interval '2 minutes'`;
const isDue = (now: Date) => sql`(status = 'received'
  or (status = 'failed' and next_attempt_at <= ${now})
  or (status = 'processing' and (locked_until is null or locked_until < ${now})))`;

/** Stores an event once. False when it is there already. */
export async function insert(
  db: Db,
  event: {
    eventId: string;
    eventType: string;
    livemode: boolean;
    payload: unknown;
    /** Set for one that concerns nobody: it is kept with its reason. */
    ignoredBecause: string | null;
    source: "webhook" | "reconcile" | "command";
    now: Date;
  },
): Promise<{ id: string } | undefined> {
  const { eventId, eventType, livemode, payload, ignoredBecause, source, now } = event;
  return maybeOne<{ id: string }>(
    db,
    sql`insert into mate.webhook_events (created_at, event_id, event_type, status, livemode, payload, outcome, source,
        processed_at)
      values (${now}, ${eventId}, ${eventType.slice(0, 100)}, ${ignoredBecause === null ? "received" : "ignored"},
        ${livemode}, ${JSON.stringify(payload)}::jsonb, ${ignoredBecause}, ${source},
        ${ignoredBecause === null ? null : now})
      on conflict (event_id) do nothing returning id`,
  );
}

/** An event that came again: a failed one is due now. Says how it stands. */
export function again(db: Db, eventId: string, now: Date): Promise<{ id: string; status: EventStatus }> {
  return one(
    db,
    sql<{ id: string; status: EventStatus }>`update mate.webhook_events
      set next_attempt_at = case when status = 'failed' then ${now} else next_attempt_at end
      where event_id = ${eventId} returning id, status`,
  );
}

export function enqueue(db: Db, id: string, runAt: Date | null = null): Promise<number> {
  return run(
    db,
    sql`select mate.enqueue('webhooks.handle', ${JSON.stringify({ id })}::jsonb, run_at => ${runAt},
      job_key => ${`webhook:${id}`}, max_attempts => 5)`,
  );
}

/** Takes an event for two minutes, if it is due and nobody else has it. */
export function claim(db: Db, id: string, now: Date): Promise<StoredEvent | undefined> {
  return maybeOne(
    db,
    sql<StoredEvent>`update mate.webhook_events set status = 'processing', attempts = attempts + 1,
        locked_until = ${now}::timestamptz + ${LEASE}
      where id = (select id from mate.webhook_events where id = ${id} and ${isDue(now)} for update skip locked)
      returning id, event_id as "eventId", event_type as "eventType", payload, attempts, locked_until as "lockedUntil"`,
  );
}

export async function listDue(db: Db, now: Date, most: number): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`select id from mate.webhook_events where status in ('received', 'processing', 'failed') and ${isDue(now)}
      order by coalesce(next_attempt_at, created_at) limit ${most}`,
  );
  return found.map(({ id }) => id);
}

/** Writes how it went, unless the lease ran out and somebody else has it. */
export function finish(
  db: Db,
  event: StoredEvent,
  end:
    | { status: "processed" | "ignored"; outcome: string; now: Date }
    | { status: "failed"; error: string; nextAttemptAt: Date | null; now: Date },
): Promise<number> {
  const failed = end.status === "failed" ? end : undefined;
  const outcome = end.status === "failed" ? null : end.outcome;
  return run(
    db,
    sql`update mate.webhook_events set status = ${end.status}, outcome = ${outcome?.slice(0, 1000) ?? null},
        last_error = ${failed?.error.slice(0, 1000) ?? null}, next_attempt_at = ${failed?.nextAttemptAt ?? null},
        locked_until = null, processed_at = ${failed === undefined ? end.now : null}
      where id = ${event.id} and status = 'processing' and locked_until = ${event.lockedUntil}`,
  );
}

/** Puts failed events back: all, or one. */
export async function putBack(db: Db, id: string | undefined): Promise<string[]> {
  const back = await rows<{ id: string }>(
    db,
    sql`update mate.webhook_events set status = 'received', next_attempt_at = null
      where status = 'failed' and (${id ?? null}::uuid is null or id = ${id ?? null}) returning id`,
  );
  return back.map((row) => row.id);
}

/** When the newest event came about that Stripe's list was read up to. */
export function newest(db: Db): Promise<{ at: Date | null }> {
  return one(db, sql<{ at: Date | null }>`select max(created_at) as at from mate.webhook_events`);
}

/** Takes the contents out of old events. */
export function empty(db: Db, before: Date): Promise<number> {
  return run(
    db,
    sql`update mate.webhook_events set payload = null
      where payload is not null and created_at < ${before} and status in ('processed', 'ignored')`,
  );
}

export interface ListedEvent {
  id: string;
  eventId: string;
  eventType: string;
  status: EventStatus;
  createdAt: Date;
  attempts: number;
  outcome: string | null;
  lastError: string | null;
  nextAttemptAt: Date | null;
  processedAt: Date | null;
  source: string;
  payload: unknown;
  position: string;
}

export function list(
  db: Db,
  { status, after, limit }: { status?: EventStatus; after?: { at: string; id: string }; limit: number },
): Promise<ListedEvent[]> {
  const following =
    after === undefined ? sql`true` : sql`(created_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  return rows(
    db,
    sql<ListedEvent>`select id, event_id as "eventId", event_type as "eventType", status, created_at as "createdAt",
        attempts, outcome, last_error as "lastError", next_attempt_at as "nextAttemptAt", processed_at as "processedAt",
        source, payload, created_at::text as position
      from mate.webhook_events where (${status ?? null}::text is null or status = ${status ?? null}) and ${following}
      order by created_at desc, id desc limit ${limit}`,
  );
}
