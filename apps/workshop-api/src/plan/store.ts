import type { Context } from "@mechanicbuddy/platform/context";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

export interface Used {
  users: number;
  workOrders: number;
  storageBytes: number;
  mailsToday: number;
}

/** Bytes of what people uploaded; until the transaction ends nobody else asks, so two files cannot both be the last. */
export async function lockStorage(ctx: Context): Promise<number> {
  const [, { bytes }] = await Promise.all([
    run(ctx.db, sql`select from settings for update`),
    one<{ bytes: number }>(
      ctx.db,
      sql`select coalesce(sum(bytes), 0)::float8 as bytes from files where created_by is not null`,
    ),
  ]);
  return bytes;
}

/** How much of everything there is. Mails count from midnight in the workshop's zone. */
export function findUsed(ctx: Context): Promise<Used> {
  return one(
    ctx.db,
    sql<Used>`select
        (select count(*) from users where disabled_at is null and role <> 'readonly')::integer as users,
        (select coalesce(sum(issued), 0) from number_series where kind = 'work_order')::integer as "workOrders",
        (select coalesce(sum(bytes), 0) from files where created_by is not null)::float8 as "storageBytes",
        (select count(*) from messages m, settings s
          where m.direction = 'out' and m.created_at >= workshop_day(${ctx.now()})::timestamp at time zone s.time_zone
        )::integer as "mailsToday"`,
  );
}

/** Accounts that take a seat. Whoever asks next waits until this transaction ends, so two cannot share the last seat. */
export async function countSeats(ctx: Context): Promise<number> {
  // Two statements: one alone would count what it saw before it waited.
  const [, { seats }] = await Promise.all([
    run(ctx.db, sql`select id from settings for no key update`),
    one<{ seats: number }>(
      ctx.db,
      sql`select count(*)::integer as seats from users where disabled_at is null and role <> 'readonly'`,
    ),
  ]);
  return seats;
}

/**
 * Gives the seats of the plan to owners first, then in the order the accounts were made; whoever is left reads only.
 * @param seats `null` is no limit
 */
export function seat(ctx: Context, seats: number | null): Promise<number> {
  return run(
    ctx.db,
    sql`update users u set seatless = coalesce(ranked.seatless, false)
      from (select id, disabled_at is null and role <> 'readonly' and ${seats}::integer is not null
          and row_number() over (partition by disabled_at is null and role <> 'readonly'
            order by role <> 'owner', created_at, id) > ${seats}::integer as seatless from users) ranked
      where ranked.id = u.id and u.seatless <> coalesce(ranked.seatless, false)`,
  );
}
