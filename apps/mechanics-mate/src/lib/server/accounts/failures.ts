import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import { MOST_IN_A_ROW, secondsToWait } from "@mechanicbuddy/platform/auth/throttle";
import { type Db, maybeOne, one, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

const TELL_AT = 5;

/** Refuses an attempt while the account waits, before the password is looked at. Unknown addresses wait alike. */
export async function refuseWhileWaiting(db: Db, emailKey: string, now: Date): Promise<void> {
  const row = await maybeOne<{ failedAt: Date[] }>(
    db,
    sql`select failed_at as "failedAt" from mate.auth_failures where email_key = ${emailKey}`,
  );
  const retryAfter = secondsToWait((row?.failedAt ?? []).map((at) => ({ at })).reverse(), now);
  if (retryAfter === 0) return;
  throw new MateRefusal("rate_limited", `Too many wrong passwords. Try again in ${retryAfter} seconds.`, {
    retryAfter,
  });
}

/** Counts a wrong password. True once until the next right one: the moment to tell the owner. */
export async function count(db: Db, emailKey: string, now: Date): Promise<boolean> {
  const { failures, told } = await one<{ failures: number; told: boolean }>(
    db,
    sql`insert into mate.auth_failures as f (email_key, failed_at) values (${emailKey}, array[${now}::timestamptz])
      on conflict (email_key) do update set
        failed_at = (f.failed_at || excluded.failed_at)[greatest(1, cardinality(f.failed_at) + 2 - ${MOST_IN_A_ROW}::integer):]
      returning cardinality(failed_at) as failures, told_at is not null as told`,
  );
  if (failures < TELL_AT || told) return false;
  await run(db, sql`update mate.auth_failures set told_at = ${now} where email_key = ${emailKey}`);
  return true;
}

/** A right password ends the row. */
export function forget(db: Db, emailKey: string): Promise<number> {
  return run(db, sql`delete from mate.auth_failures where email_key = ${emailKey}`);
}
