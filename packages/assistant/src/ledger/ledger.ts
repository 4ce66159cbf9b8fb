/** The books: what may be spent is set aside before a call and settled after it. Every statement locks in key order. */

import { type Db, hot, maybeOne, one, rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Usage } from "../providers/provider.ts";
import type { Allowance, AllowanceUse } from "./allowance.ts";

/** One call that is to be set aside. */
export interface Reservation {
  requestId: string;
  micros: number;
  /** The first call of an answer counts the message. */
  countsMessage: boolean;
}

export interface Purpose {
  answerId: string | null;
  purpose: string;
  provider: string;
  model: string;
  promptVersion: string;
  now: Date;
}

/** How a reserved call ended. */
export interface Settlement {
  requestId: string;
  /** `reserved`: it was sent and nobody knows what it used, so all that was set aside counts. */
  outcome: { usage: Usage; micros: number } | "released" | "reserved";
  /** False gives the message back. */
  keepsMessage: boolean;
}

const keys = (allowances: readonly Allowance[]) =>
  JSON.stringify(
    allowances.map(({ scope, key, periodStart, periodEnd, messagesLimit, capMicros }) => ({
      scope,
      key,
      periodStart,
      periodEnd,
      messagesLimit,
      capMicros,
    })),
  );

const wantedRows = (allowances: readonly Allowance[]) => sql`jsonb_to_recordset(${keys(allowances)}::jsonb) as w(
  scope text, key text, "periodStart" timestamptz, "periodEnd" timestamptz, "messagesLimit" integer, "capMicros" bigint)`;

/** How far allowances are used, with the limits of now. */
export async function check(db: Db, allowances: readonly Allowance[]): Promise<AllowanceUse[]> {
  const found = await rows<AllowanceUse & { periodEnd: Date | string }>(
    db,
    hot(sql`select w.scope, w.key, w."periodEnd", w."messagesLimit", w."capMicros"::float8 as "capMicros",
        coalesce(a.messages_used, 0) as "messagesUsed", coalesce(a.reserved_micros, 0)::float8 as "reservedMicros",
        coalesce(a.spent_micros, 0)::float8 as "spentMicros"
      from ${wantedRows(allowances)}
      left join ai_allowances a on a.scope = w.scope and a.key = w.key and a.period_start = w."periodStart"
      order by 1, 2`),
  );
  return found.map((row) => ({ ...row, periodEnd: new Date(row.periodEnd) }));
}

/**
 * Sets calls aside in all allowances, or in none: false when a message or their money is not left in one of them. Limits
 * are those of now, so a plan that changed within its period holds at once.
 */
export async function reserve(
  db: Db,
  allowances: readonly Allowance[],
  calls: readonly Reservation[],
  purpose: Purpose,
): Promise<boolean> {
  const first = await tryReserve(db, allowances, calls, purpose);
  if (first !== "unknown") return first;
  await rows(
    db,
    sql`insert into ai_allowances (scope, key, period_start, period_end, messages_limit, cap_micros)
      select w.scope, w.key, w."periodStart", w."periodEnd", w."messagesLimit", w."capMicros"
      from ${wantedRows(allowances)} order by 1, 2, 3
      on conflict (scope, key, period_start) do nothing`,
  );
  return (await tryReserve(db, allowances, calls, purpose)) === true;
}

/** One statement; "unknown" when an allowance has no row yet. */
async function tryReserve(
  db: Db,
  allowances: readonly Allowance[],
  calls: readonly Reservation[],
  { answerId, now, ...purpose }: Purpose,
): Promise<boolean | "unknown"> {
  const scopes = JSON.stringify(
    allowances.map(({ scope, key, periodStart }) => ({ scope, key, periodStart: periodStart.toISOString() })),
  );
  const micros = calls.reduce((sum, call) => sum + call.micros, 0);
  const messages = calls.filter(({ countsMessage }) => countsMessage).length;
  const { known, allowed } = await one<{ known: number; allowed: boolean }>(
    db,
    hot(sql`with locked as materialized (
        select a.*, w."periodEnd", w."messagesLimit", w."capMicros" from ai_allowances a
        join ${wantedRows(allowances)} on a.scope = w.scope and a.key = w.key and a.period_start = w."periodStart"
        order by a.scope, a.key, a.period_start for update of a
      ), verdict as (
        select count(*)::integer as known, count(*) = ${allowances.length} and coalesce(bool_and(
          (${messages}::integer = 0 or "messagesLimit" is null or messages_used + ${messages} <= "messagesLimit")
          and spent_micros + reserved_micros + ${micros}::bigint <= "capMicros"), true) as allowed from locked
      ), counted as (
        update ai_allowances a
        set messages_used = a.messages_used + ${messages}, reserved_micros = a.reserved_micros + ${micros},
          period_end = l."periodEnd", messages_limit = l."messagesLimit", cap_micros = l."capMicros"
        from locked l, verdict
        where verdict.allowed and a.scope = l.scope and a.key = l.key and a.period_start = l.period_start
      ), noted as (
        insert into ai_usage (created_at, request_id, answer_id, scopes, purpose, provider, model, prompt_version,
          reserved_micros, counts_message)
        select ${now}, c."requestId", ${answerId}, ${scopes}::jsonb, ${purpose.purpose}, ${purpose.provider},
          ${purpose.model}, ${purpose.promptVersion}, c.micros, c."countsMessage"
        from verdict, jsonb_to_recordset(${JSON.stringify(calls)}::jsonb)
          as c("requestId" text, micros bigint, "countsMessage" boolean)
        where verdict.allowed
      )
      select known, allowed from verdict`),
  );
  return known < allowances.length ? "unknown" : allowed;
}

/** Closes reserved calls; those that were closed before stay as they are. */
export async function settle(db: Db, settlements: readonly Settlement[], now: Date): Promise<void> {
  if (settlements.length === 0) return;
  const ended = settlements.map(({ requestId, outcome, keepsMessage }) => ({
    requestId,
    state: outcome === "released" ? "released" : "settled",
    micros: outcome === "released" ? 0 : outcome === "reserved" ? null : outcome.micros,
    keepsMessage: keepsMessage && outcome !== "released",
    ...(typeof outcome === "string" ? {} : outcome.usage),
  }));
  const shape = sql`jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as e("requestId" text, state text, micros bigint,
    "keepsMessage" boolean, "inputTokens" integer, "cacheReadTokens" integer, "cacheWriteTokens" integer,
    "outputTokens" integer)`;
  await close(db, sql`select e.* from ${shape}`, now);
}

/** Longer than any call takes. */
const LEFT_BEHIND_MS = 5 * 60_000;

/**
 * Closes what dead processes left open: the calls of answers that are known to be dead, and old ones of which no running
 * answer is left, such as that of a title. What was set aside counts as used, the message does not. How many calls.
 */
export function closeOpen(db: Db, deadAnswers: readonly string[], now: Date): Promise<number> {
  const old = new Date(now.getTime() - LEFT_BEHIND_MS);
  return close(
    db,
    sql`select request_id as "requestId", 'settled' as state, null::bigint as micros, false as "keepsMessage",
        0 as "inputTokens", 0 as "cacheReadTokens", 0 as "cacheWriteTokens", 0 as "outputTokens"
      from ai_usage u where state = 'reserved' and (answer_id = any(${deadAnswers as string[]}::uuid[])
        or created_at < ${old} and not exists (select from answers a where a.id = u.answer_id and a.state = 'running'))`,
    now,
  );
}

async function close(db: Db, ended: ReturnType<typeof sql>, now: Date): Promise<number> {
  const closed = await maybeOne<{ count: number }>(
    db,
    hot(sql`with ended as materialized (${ended}), held as materialized (
        select u.id, u.scopes, u.reserved_micros, u.counts_message, e.*, coalesce(e.micros, u.reserved_micros) as cost
        from ai_usage u join ended e on e."requestId" = u.request_id
        where u.state = 'reserved' order by u.request_id for update of u
      ), noted as (
        update ai_usage u set state = h.state, cost_micros = h.cost,
          counts_message = u.counts_message and h."keepsMessage",
          input_tokens = coalesce(h."inputTokens", 0), cache_read_tokens = coalesce(h."cacheReadTokens", 0),
          cache_write_tokens = coalesce(h."cacheWriteTokens", 0), output_tokens = coalesce(h."outputTokens", 0),
          settled_at = ${now}
        from held h where u.id = h.id
      ), change as materialized (
        select s.scope, s.key, s."periodStart" as period_start, sum(h.reserved_micros) as freed, sum(h.cost) as cost,
          count(*) filter (where h.counts_message and not h."keepsMessage") as messages
        from held h, jsonb_to_recordset(h.scopes) as s(scope text, key text, "periodStart" timestamptz)
        group by 1, 2, 3
      ), locked as materialized (
        select a.scope, a.key, a.period_start, c.freed, c.cost, c.messages
        from ai_allowances a join change c using (scope, key, period_start)
        order by a.scope, a.key, a.period_start for update of a
      ), counted as (
        update ai_allowances a set reserved_micros = a.reserved_micros - l.freed,
          spent_micros = a.spent_micros + l.cost, messages_used = a.messages_used - l.messages
        from locked l where a.scope = l.scope and a.key = l.key and a.period_start = l.period_start
      )
      select count(*)::integer as count from held`),
  );
  return closed?.count ?? 0;
}

/** Allowances of which four fifths are used and nobody has been told; they count as told from here on. */
export async function nearlyUsedUp(db: Db, allowances: readonly Allowance[], now: Date): Promise<AllowanceUse[]> {
  const told = await rows<AllowanceUse & { periodEnd: Date | string }>(
    db,
    sql`update ai_allowances a set told_at = ${now}
      from ${wantedRows(allowances)}
      where a.scope = w.scope and a.key = w.key and a.period_start = w."periodStart" and a.told_at is null
        and (a.spent_micros + a.reserved_micros >= a.cap_micros * 0.8
          or a.messages_used >= coalesce(a.messages_limit, 2147483647) * 0.8)
      returning a.scope, a.key, a.period_end as "periodEnd", a.messages_limit as "messagesLimit",
        a.messages_used as "messagesUsed", a.cap_micros::float8 as "capMicros",
        a.reserved_micros::float8 as "reservedMicros", a.spent_micros::float8 as "spentMicros"`,
  );
  return told.map((row) => ({ ...row, periodEnd: new Date(row.periodEnd) }));
}

/** An allowance whose counters are not the sum of its calls. */
export interface Difference {
  scope: string;
  key: string;
  periodStart: Date | string;
  messages: number;
  reservedMicros: number;
  spentMicros: number;
}

/** Compares counters with the calls behind them; what differs, as counter minus calls. */
export function differences(db: Db): Promise<Difference[]> {
  return rows<Difference>(
    db,
    sql`with calls as (
        select s.scope, s.key, s."periodStart" as period_start,
          count(*) filter (where u.counts_message and u.state <> 'released') as messages,
          coalesce(sum(u.reserved_micros) filter (where u.state = 'reserved'), 0) as reserved,
          sum(u.cost_micros) as spent
        from ai_usage u, jsonb_to_recordset(u.scopes) as s(scope text, key text, "periodStart" timestamptz)
        group by 1, 2, 3
      )
      select a.scope, a.key, a.period_start as "periodStart",
        (a.messages_used - coalesce(c.messages, 0))::integer as messages,
        (a.reserved_micros - coalesce(c.reserved, 0))::float8 as "reservedMicros",
        (a.spent_micros - coalesce(c.spent, 0))::float8 as "spentMicros"
      from ai_allowances a left join calls c using (scope, key, period_start)
      where (a.messages_used, a.reserved_micros, a.spent_micros)
        is distinct from (coalesce(c.messages, 0), coalesce(c.reserved, 0), coalesce(c.spent, 0))
      order by 1, 2, 3`,
  );
}
