import type { User } from "@mechanicbuddy/contract/people";
import type { Role } from "@mechanicbuddy/contract/permission";
import { FREE_FAILURES } from "@mechanicbuddy/platform/auth/throttle";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { db } from "../database.ts";

const users = (ctx: Context) => sql`select u.id, u.version, u.employee_id as "employeeId",
    btrim(e.first_name || ' ' || e.last_name) as name, u.username::text, u.email::text, u.role, u.language,
    u.disabled_at is not null as disabled, u.password_hash is null as "invitationPending",
    exists (select from totp_secrets t where t.user_id = u.id and t.confirmed_at is not null) as "secondFactor",
    (select count(*) >= ${FREE_FAILURES} from sign_in_attempts a where a.user_id = u.id and a.outcome = 'wrong'
      and a.created_at > ${ctx.now()}::timestamptz - interval '1 day' and a.created_at >= coalesce((select max(created_at)
        from sign_in_attempts where user_id = u.id and outcome in ('ok', 'unlocked')), '-infinity')) as locked,
    (select max(last_seen_at) from sessions where user_id = u.id) as "lastSeenAt"
  from users u join employees e on e.id = u.employee_id`;

/** Every account by name; a workshop has few. */
export function list(ctx: Context): Promise<User[]> {
  return rows(ctx.db, sql<User>`${users(ctx)} order by name, u.id limit 1000`);
}

export function find(ctx: Context, id: string): Promise<User | undefined> {
  return maybeOne(ctx.db, sql<User>`${users(ctx)} where u.id = ${id}`);
}

export function findOf(ctx: Context, employeeId: string): Promise<User | undefined> {
  return maybeOne(ctx.db, sql<User>`${users(ctx)} where u.employee_id = ${employeeId}`);
}

export interface NewUser {
  id: string;
  employeeId: string;
  username: string;
  email: string;
  role: Role;
  /** The workshop's own unless said. */
  language?: string | undefined;
}

export function insert(ctx: Context, user: NewUser): Promise<number> {
  return run(
    ctx.db,
    sql`insert into users (id, employee_id, username, email, role, language, created_by)
      select ${user.id}, ${user.employeeId}, ${user.username}, ${user.email}, ${user.role},
        coalesce(${user.language ?? null}, language), ${ctx.actor.userId ?? null}::uuid
      from settings`,
  );
}

/** False when somebody changed the account meanwhile. */
export async function update(
  ctx: Context,
  id: string,
  version: number,
  change: { username?: string | undefined; email?: string | undefined; role?: Role | undefined },
): Promise<boolean> {
  const set = { ...change, updated_at: ctx.now().toISOString() };
  return (
    (await run(ctx.db, db.updateTable("users").set(set).where("id", "=", id).where("version", "=", version))) === 1
  );
}

export function setDisabled(ctx: Context, id: string, disabledAt: Date | null): Promise<number> {
  return run(
    ctx.db,
    sql`update users set disabled_at = ${disabledAt}
      where id = ${id} and (disabled_at is null) = ${disabledAt !== null}::boolean`,
  );
}

export function remove(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, sql`delete from users where id = ${id} and password_hash is null`);
}

/** Active owners other than this one. Their rows stay locked, so two owners cannot remove each other at once. */
export async function otherOwners(ctx: Context, id: string): Promise<number> {
  const owners = await rows<{ id: string }>(
    ctx.db,
    sql`select id from users where role = 'owner' and disabled_at is null order by id for update`,
  );
  return owners.filter((owner) => owner.id !== id).length;
}

/** Enabled accounts of people whose last day is over. */
export async function findLeft(ctx: Context): Promise<string[]> {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`select u.id from users u join employees e on e.id = u.employee_id cross join settings s
      where u.disabled_at is null
        and e.active_until_on < (${ctx.now()}::timestamptz at time zone s.time_zone)::date`,
  );
  return found.map((user) => user.id);
}
