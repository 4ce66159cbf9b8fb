import type { Me, MySession } from "@mechanicbuddy/contract/identity";
import { notForSupport, permissionsOf, type Role } from "@mechanicbuddy/contract/permission";
import { MOST_IN_A_ROW } from "@mechanicbuddy/platform/auth/throttle";
import type { Context } from "@mechanicbuddy/platform/context";
import { hot, maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";
import type { Static } from "typebox";
import { db } from "../database.ts";
import { addressesOf } from "../files/files.ts";

export interface Account {
  id: string;
  employeeId: string;
  username: string;
  email: string;
  passwordHash: string | null;
  role: Role;
  disabled: boolean;
  mustChangePassword: boolean;
  language: string;
  workshopName: string;
}

const account = sql`select u.id, u.employee_id as "employeeId", u.username::text, u.email::text,
  u.password_hash as "passwordHash", u.acting_role as role, u.disabled_at is not null as disabled,
  u.must_change_password as "mustChangePassword", u.language,
  (select coalesce(nullif(trading_name, ''), legal_name) from requisites limit 1) as "workshopName"
  from users u`;

export function findDoor(ctx: Context): Promise<{ name: string }> {
  return one(
    ctx.db,
    sql<{ name: string }>`select coalesce(nullif(trading_name, ''), legal_name) as name from requisites limit 1`,
  );
}

export function findByName(ctx: Context, name: string): Promise<Account | undefined> {
  return maybeOne(ctx.db, sql<Account>`${account} where u.username = ${name} or u.email = ${name}`);
}

export function findById(ctx: Context, userId: string): Promise<Account | undefined> {
  return maybeOne(ctx.db, sql<Account>`${account} where u.id = ${userId}`);
}

type MeRow = Omit<Me, "permissions" | "photo" | "support"> & {
  photoFileId: string | null;
  support: Omit<NonNullable<Me["support"]>, "person"> | null;
};

/** Everything a page needs to know about the signed-in person, in one statement. */
export async function findMe(ctx: Context, userId: string): Promise<Me | undefined> {
  const row = await maybeOne<MeRow>(
    ctx.db,
    hot(sql`select u.id as "userId", u.employee_id as "employeeId", e.first_name || ' ' || e.last_name as name,
        u.username::text, u.email::text, u.acting_role as role, u.language, u.notices_by_mail as "noticesByMail", u.must_change_password as "mustChangePassword", u.version,
        u.photo_file_id as "photoFileId",
        u.role = any (s.factor_roles)
          and not exists (select from totp_secrets t where t.user_id = u.id and t.confirmed_at is not null)
          as "mustAddFactor",
        (select json_build_object('until', a.expires_at, 'mayWrite', a.may_write)
          from support_accesses a where a.revoked_at is null and a.expires_at > ${ctx.now()}
          order by a.created_at desc, a.id desc limit 1) as support,
        json_build_object('name', coalesce(nullif(r.trading_name, ''), r.legal_name), 'currency', s.currency,
          'language', s.language, 'timeZone', s.time_zone, 'distanceUnit', s.distance_unit,
          'priceMode', s.price_mode, 'country', r.country) as workshop
      from users u join employees e on e.id = u.employee_id cross join settings s
      join requisites r on r.location_id = e.location_id
      where u.id = ${userId}`),
  );
  if (row === undefined) return undefined;
  const { photoFileId, ...me } = row;
  const photo = photoFileId === null ? null : addressesOf(ctx, photoFileId).small;
  const { supportPerson } = ctx.actor;
  return {
    ...me,
    photo,
    mustAddFactor: me.mustAddFactor && supportPerson === undefined,
    support: me.support && { ...me.support, person: supportPerson ?? null },
    permissions: permissionsOf(me.role).filter((one) => supportPerson === undefined || !notForSupport.has(one)),
  };
}

/** Sets one's own photo and says which one it was before. */
export async function setPhoto(ctx: Context, userId: string, fileId: string | null): Promise<string | undefined> {
  const { was } = await one<{ was: string | null }>(
    ctx.db,
    sql`with was as (select id, photo_file_id from users where id = ${userId} for update)
      update users u set photo_file_id = ${fileId} from was where u.id = was.id returning was.photo_file_id as was`,
  );
  return was ?? undefined;
}

/**
 * Failures since the last success: those of the last day, newest first, and how many there are in a row; and how many came
 * from this address within 15 minutes. Of an account that exists whatever name was typed counts.
 */
export async function recentFailures(
  ctx: Context,
  name: string,
  userId: string | undefined,
): Promise<{ ofAccount: { at: Date }[]; inARow: number; ofAddress: number }> {
  const ago = (ms: number) => new Date(ctx.now().getTime() - ms).toISOString();
  const whose = userId === undefined ? sql`user_id is null and name = ${name}` : sql`user_id = ${userId}`;
  const [failures, ofAddress] = await Promise.all([
    rows<{ at: string }>(
      ctx.db,
      sql`select created_at as at from sign_in_attempts where ${whose} and outcome = 'wrong'
          and created_at >= coalesce((select max(created_at) from sign_in_attempts where ${whose} and outcome in ('ok', 'unlocked')), '-infinity')
        order by created_at desc limit ${MOST_IN_A_ROW}`,
    ),
    rows<{ n: number }>(
      ctx.db,
      sql`select count(*)::int as n from sign_in_attempts
        where ip = ${ctx.actor.ip ?? null}::inet and outcome = 'wrong' and created_at > ${ago(15 * 60_000)}::timestamptz`,
    ),
  ]);
  const dayAgo = ago(86_400_000);
  const ofAccount = failures.map((row) => ({ at: new Date(row.at) })).filter(({ at }) => at.toISOString() > dayAgo);
  return { ofAccount, inARow: failures.length, ofAddress: ofAddress[0]?.n ?? 0 };
}

export function insertAttempt(ctx: Context, name: string, userId: string | null, outcome: string): Promise<number> {
  return run(
    ctx.db,
    db.insertInto("sign_in_attempts").values({
      id: newId(),
      name: name.slice(0, 254),
      user_id: userId,
      ip: ctx.actor.ip ?? null,
      outcome,
      created_at: ctx.now().toISOString(),
    }),
  );
}

/** True when this browser signed in as this person before and has not failed ten times since. */
export async function isKnownDevice(ctx: Context, userId: string, token: string): Promise<boolean> {
  const found = await rows(
    ctx.db,
    sql`select from known_devices where user_id = ${userId} and token_sha256 = ${sha256(token)} and failures < 10`,
  );
  return found.length > 0;
}

export function noteDeviceFailure(ctx: Context, token: string): Promise<number> {
  return run(
    ctx.db,
    sql`update known_devices set failures = failures + 1 where token_sha256 = ${sha256(token)} and failures < 10`,
  );
}

export function saveDevice(ctx: Context, userId: string, token: string): Promise<number> {
  return run(
    ctx.db,
    sql`insert into known_devices (id, user_id, token_sha256, last_used_at)
      values (${newId()}, ${userId}, ${sha256(token)}, ${ctx.now()})
      on conflict (token_sha256) do update set failures = 0, last_used_at = excluded.last_used_at`,
  );
}

export interface NewSession {
  userId: string;
  secret: string;
  expiresAt: Date;
  idleSeconds: number;
  remembered: boolean;
  /** When a second factor was given. */
  factorAt?: Date;
  /** Somebody of the operator, by permission of the owner. */
  support?: { accessId: string; person: string };
}

export function insertSession(ctx: Context, session: NewSession): Promise<number> {
  const now = ctx.now().toISOString();
  return run(
    ctx.db,
    db.insertInto("sessions").values({
      id: newId(),
      user_id: session.userId,
      token_sha256: sha256(session.secret),
      last_seen_at: now,
      proved_at: now,
      expires_at: session.expiresAt.toISOString(),
      idle_seconds: session.idleSeconds,
      remembered: session.remembered,
      ip: ctx.actor.ip ?? null,
      user_agent: ctx.actor.userAgent ?? null,
      factor_at: session.factorAt?.toISOString() ?? null,
      support_access_id: session.support?.accessId ?? null,
      support_person: session.support?.person ?? null,
    }),
  );
}

/** Ends sessions of a person: all, all but one, or one. Returns how many ended. */
export function endSessions(
  ctx: Context,
  userId: string,
  which: { id?: string; secret?: string; exceptSecret?: string } = {},
): Promise<number> {
  let update = db
    .updateTable("sessions")
    .set({ revoked_at: ctx.now().toISOString() })
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null);
  if (which.id !== undefined) update = update.where("id", "=", which.id);
  if (which.secret !== undefined) update = update.where("token_sha256", "=", sha256(which.secret));
  if (which.exceptSecret !== undefined) update = update.where("token_sha256", "<>", sha256(which.exceptSecret));
  return run(ctx.db, update);
}

export function extendSession(
  ctx: Context,
  secret: string,
): Promise<{ idleSeconds: number; expiresAt: string } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{ idleSeconds: number; expiresAt: string }>`update sessions set last_seen_at = ${ctx.now()}
      where token_sha256 = ${sha256(secret)}
      returning idle_seconds as "idleSeconds", expires_at as "expiresAt"`,
  );
}

export function listSessions(ctx: Context, userId: string): Promise<Static<typeof MySession>[]> {
  return rows(
    ctx.db,
    sql<Static<typeof MySession>>`select id, token_sha256 = ${sha256(ctx.actor.session ?? "")} as current,
        coalesce(user_agent, '') as device, host(ip) as ip, created_at as "createdAt", last_seen_at as "lastSeenAt"
      from sessions
      where user_id = ${userId} and support_access_id is null and revoked_at is null and expires_at > ${ctx.now()}
        and last_seen_at + make_interval(secs => idle_seconds) > ${ctx.now()}
      order by last_seen_at desc limit 50`,
  );
}

export function setPasswordHash(ctx: Context, userId: string, passwordHash: string): Promise<number> {
  return run(
    ctx.db,
    db.updateTable("users").set({ password_hash: passwordHash, must_change_password: false }).where("id", "=", userId),
  );
}

/** Saves a better hash of the same password, unless the password changed meanwhile. */
export function replaceHash(ctx: Context, userId: string, old: string, better: string): Promise<number> {
  return run(
    ctx.db,
    db.updateTable("users").set({ password_hash: better }).where("id", "=", userId).where("password_hash", "=", old),
  );
}

/** Changes one's own account; undefined when somebody changed it meanwhile. */
export async function updateOwn(
  ctx: Context,
  userId: string,
  version: number,
  change: { email: string | undefined; language: string | undefined; notices_by_mail: boolean | undefined },
): Promise<boolean> {
  const set = { ...change, updated_at: ctx.now().toISOString() };
  return (
    (await run(ctx.db, db.updateTable("users").set(set).where("id", "=", userId).where("version", "=", version))) === 1
  );
}

export function renameEmployee(
  ctx: Context,
  employeeId: string,
  name: { first_name?: string; last_name?: string },
): Promise<number> {
  return run(ctx.db, db.updateTable("employees").set(name).where("id", "=", employeeId));
}

/** Forgets what nobody needs any more: dead links and challenges, attempts of 90 days, sessions over for 30. */
export async function purge(ctx: Context): Promise<void> {
  const ago = (days: number) => new Date(ctx.now().getTime() - days * 86_400_000);
  await Promise.all([
    run(ctx.db, sql`delete from set_password_links where expires_at < ${ago(30)}`),
    run(ctx.db, sql`delete from sign_in_challenges where expires_at < ${ago(1)}`),
    run(ctx.db, sql`delete from sign_in_attempts where created_at < ${ago(90)}`),
    run(ctx.db, sql`delete from known_devices where last_used_at < ${ago(400)}`),
    run(ctx.db, sql`delete from sessions where least(expires_at, revoked_at) < ${ago(30)}`),
  ]);
}
