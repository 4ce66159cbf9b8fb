import { type Db, maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

export interface TrialGrant {
  ordinal: number;
  startsAt: Date;
  endsAt: Date;
}

/** Trials of a person, under whatever account they were begun. */
export function trialsOf(db: Db, personKey: Buffer): Promise<TrialGrant[]> {
  return rows(
    db,
    sql<TrialGrant>`select ordinal, starts_at as "startsAt", ends_at as "endsAt" from mate.trial_grants
      where person_key = ${personKey} order by ordinal`,
  );
}

/** False when somebody else took this ordinal just now, or there is none left. */
export async function insertTrial(
  db: Db,
  grant: { userId: string; personKey: Buffer; ordinal: number; now: Date; endsAt: Date },
): Promise<boolean> {
  const { userId, personKey, ordinal, now, endsAt } = grant;
  const count = await run(
    db,
    sql`insert into mate.trial_grants (created_at, user_id, person_key, ordinal, starts_at, ends_at)
      values (${now}, ${userId}, ${personKey}, ${ordinal}, ${now}, ${endsAt})
      on conflict (person_key, ordinal) do nothing`,
  );
  return count === 1;
}

export function lockAccount(db: Db, userId: string): Promise<{ email: string }> {
  return one(db, sql<{ email: string }>`select email from mate.users where id = ${userId} for update`);
}

export async function insertGrant(
  db: Db,
  grant: { userId: string; planId: string; now: Date; endsAt: Date; adminId: string; reason: string },
): Promise<string> {
  const { userId, planId, now, endsAt, adminId, reason } = grant;
  const { id } = await one<{ id: string }>(
    db,
    sql`insert into mate.plan_grants (created_at, user_id, plan_id, starts_at, ends_at, admin_id, reason)
      values (${now}, ${userId}, ${planId}, ${now}, ${endsAt}, ${adminId}, ${reason}) returning id`,
  );
  return id;
}

export interface PlanGrant {
  id: string;
  planId: string;
  startsAt: Date;
  endsAt: Date;
  reason: string;
}

export function grantsOf(db: Db, userId: string): Promise<PlanGrant[]> {
  return rows(
    db,
    sql<PlanGrant>`select id, plan_id as "planId", starts_at as "startsAt", ends_at as "endsAt", reason
      from mate.plan_grants where user_id = ${userId} order by created_at desc`,
  );
}

/** True for an account that is there and open. */
export async function isOpen(db: Db, userId: string): Promise<boolean> {
  return (
    (await maybeOne(db, sql`select 1 as there from mate.users where id = ${userId} and closed_at is null`)) !==
    undefined
  );
}
