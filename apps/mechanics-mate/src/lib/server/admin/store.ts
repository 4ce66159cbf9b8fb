import { type Db, maybeOne, one, rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { type Standing, standingColumns } from "../plans/standing.ts";

export interface Position {
  at: string;
  id: string;
}

export interface UserRow extends Standing {
  id: string;
  email: string;
  name: string | null;
  createdAt: Date;
  emailVerified: boolean;
  closed: boolean;
  role: "support" | "operator" | null;
  lastSeenAt: Date | null;
  position: string;
}

const userColumns = (now: Date) => sql`u.id, u.email, u.name, u.created_at as "createdAt",
  u.email_verified_at is not null as "emailVerified", u.closed_at is not null as closed,
  (select a.role from mate.admin_users a where a.user_id = u.id) as role,
  (select max(s.seen_at) from mate.sessions s where s.user_id = u.id) as "lastSeenAt",
  u.created_at::text as position, ${standingColumns(now)}`;

export function listUsers(
  db: Db,
  { q, after, limit, now }: { q?: string; after?: Position; limit: number; now: Date },
): Promise<UserRow[]> {
  const words = q === undefined ? null : `%${q.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const following =
    after === undefined ? sql`true` : sql`(u.created_at, u.id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  return rows(
    db,
    sql<UserRow>`select ${userColumns(now)} from mate.users u
      where (${words}::text is null or u.email_key like ${words} or lower(u.name) like ${words}) and ${following}
      order by u.created_at desc, u.id desc limit ${limit}`,
  );
}

export function findUser(db: Db, id: string, now: Date): Promise<UserRow | undefined> {
  return maybeOne(db, sql<UserRow>`select ${userColumns(now)} from mate.users u where u.id = ${id}`);
}

export function usageOf(db: Db, userId: string, periodStart: Date | null) {
  return one<{ answersUsed: number; costMicros: number; conversations: number }>(
    db,
    sql`select coalesce(sum(messages_used) filter (where scope = 'account' and period_start = ${periodStart}), 0)::integer as "answersUsed",
        coalesce(sum(spent_micros) filter (where scope = 'account' and period_start = ${periodStart}), 0)::float8 as "costMicros",
        (select count(*)::integer from mate.conversations where user_id = ${userId}) as conversations
      from mate.ai_allowances where key = ${userId}`,
  );
}

export function counts(db: Db, now: Date) {
  return one<{
    accounts: number;
    verified: number;
    failedWebhooks: number;
    queueAgeS: number;
    model: number;
    reference: number;
    interrupted: number;
    modelCostMicros: number;
  }>(
    db,
    sql`select
        (select count(*)::integer from mate.users where closed_at is null) as accounts,
        (select count(*)::integer from mate.users where closed_at is null and email_verified_at is not null) as verified,
        (select count(*)::integer from mate.webhook_events where status = 'failed') as "failedWebhooks",
        greatest(0, coalesce(extract(epoch from ${now}::timestamptz - least(
          (select min(created_at) from mate.webhook_events where status in ('received', 'processing')),
          (select min(created_at) from mate.mails where sent_at is null and failed_at is null))), 0))::integer as "queueAgeS",
        (select count(*)::integer from mate.answers where mode = 'model' and created_at >= date_trunc('month', ${now}::timestamptz)) as model,
        (select count(*)::integer from mate.answers where mode = 'reference' and created_at >= date_trunc('month', ${now}::timestamptz)) as reference,
        (select count(*)::integer from mate.answers where state = 'interrupted' and created_at >= date_trunc('month', ${now}::timestamptz)) as interrupted,
        (select coalesce(sum(cost_micros), 0)::float8 from mate.ai_usage where created_at >= date_trunc('month', ${now}::timestamptz)) as "modelCostMicros"`,
  );
}

/** Accounts that pay, or were given a plan, by plan. */
export function livePlans(db: Db, now: Date): Promise<{ planId: string; count: number; paying: number }[]> {
  return rows(
    db,
    sql`with live as (
        select plan_id, true as pays from mate.subscriptions where status in ('trialing', 'active', 'past_due')
        union all
        select plan_id, false from mate.plan_grants where starts_at <= ${now} and ends_at > ${now}
      )
      select plan_id as "planId", count(*)::integer as count, (count(*) filter (where pays))::integer as paying
      from live group by 1 order by 1`,
  );
}

/** What of the site's own caps is used now. */
export function siteCaps(db: Db, now: Date): Promise<{ scope: string; usedMicros: number }[]> {
  return rows(
    db,
    sql`select scope, (spent_micros + reserved_micros)::float8 as "usedMicros" from mate.ai_allowances
      where scope in ('site-day', 'site-month', 'trial-day') and period_start <= ${now} and period_end > ${now}
      order by scope`,
  );
}

export interface MessageRow {
  id: string;
  createdAt: Date;
  userId: string;
  conversationId: string;
  length: number;
  mode: "model" | "reference" | null;
  state: string | null;
  provider: string | null;
  model: string | null;
  durationMs: number | null;
  position: string;
}

export function listMessages(
  db: Db,
  { userId, after, limit }: { userId?: string; after?: Position; limit: number },
): Promise<MessageRow[]> {
  const following =
    after === undefined ? sql`true` : sql`(m.created_at, m.id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  return rows(
    db,
    sql<MessageRow>`select m.id, m.created_at as "createdAt", m.user_id as "userId",
        m.conversation_id as "conversationId", length(m.body) as length, a.mode, a.state, a.provider, a.model,
        a.duration_ms as "durationMs", m.created_at::text as position
      from mate.messages m
      left join lateral (select * from mate.answers where message_id = m.id order by created_at desc limit 1) a on true
      where (${userId ?? null}::uuid is null or m.user_id = ${userId ?? null}) and ${following}
      order by m.created_at desc, m.id desc limit ${limit}`,
  );
}

export function findMessage(db: Db, id: string) {
  return maybeOne<{
    message: string;
    userId: string;
    email: string;
    answers: { mode: string; state: string; blocks: unknown[] }[];
  }>(
    db,
    sql`select m.body as message, m.user_id as "userId", u.email,
        coalesce((select json_agg(json_build_object('mode', a.mode, 'state', a.state, 'blocks', a.blocks) order by a.created_at)
          from mate.answers a where a.message_id = m.id), '[]') as answers
      from mate.messages m join mate.users u on u.id = m.user_id where m.id = ${id}`,
  );
}

export function costByDay(db: Db, since: Date) {
  return rows<{ day: string; calls: number; costMicros: number }>(
    db,
    sql`select to_char(created_at, 'YYYY-MM-DD') as day, count(*)::integer as calls, sum(cost_micros)::float8 as "costMicros"
      from mate.ai_usage where created_at >= ${since} group by 1 order by 1`,
  );
}

export function costByModel(db: Db, since: Date) {
  return rows<{ provider: string; model: string; calls: number; costMicros: number }>(
    db,
    sql`select provider, model, count(*)::integer as calls, sum(cost_micros)::float8 as "costMicros"
      from mate.ai_usage where created_at >= ${since} group by 1, 2 order by 4 desc`,
  );
}

/** What accounts' periods cost, the dearest first, with the plan whose limit the period has. */
export function costByAccount(db: Db, since: Date, most: number) {
  return rows<{ userId: string; messagesLimit: number | null; costMicros: number }>(
    db,
    sql`select key as "userId", max(messages_limit) as "messagesLimit", sum(spent_micros)::float8 as "costMicros"
      from mate.ai_allowances where scope = 'account' and period_end >= ${since}
      group by 1 order by 3 desc limit ${most}`,
  );
}

export function costByLimit(db: Db, since: Date) {
  return rows<{ messagesLimit: number | null; costMicros: number }>(
    db,
    sql`select messages_limit as "messagesLimit", sum(spent_micros)::float8 as "costMicros"
      from mate.ai_allowances where scope = 'account' and period_end >= ${since} group by 1 order by 2 desc`,
  );
}
