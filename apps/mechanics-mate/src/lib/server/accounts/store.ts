import { type Db, maybeOne, run } from "@mechanicbuddy/platform/database/statement";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";

export interface StoredAccount {
  id: string;
  email: string;
  name: string | null;
  passwordHash: string;
  emailVerifiedAt: Date | null;
  closedAt: Date | null;
}

const columns = sql`id, email, name, password_hash as "passwordHash", email_verified_at as "emailVerifiedAt",
  closed_at as "closedAt"`;

/** Case does not make another address. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

export function findByEmail(db: Db, email: string): Promise<StoredAccount | undefined> {
  return maybeOne(db, sql<StoredAccount>`select ${columns} from mate.users where email_key = ${emailKey(email)}`);
}

export function findById(db: Db, id: string): Promise<StoredAccount | undefined> {
  return maybeOne(db, sql<StoredAccount>`select ${columns} from mate.users where id = ${id}`);
}

/** False when the address is taken. */
export async function insert(
  db: Db,
  account: { id: string; email: string; name: string | null; passwordHash: string; termsVersion: string; now: Date },
): Promise<boolean> {
  const { id, email, name, passwordHash, termsVersion, now } = account;
  const count = await run(
    db,
    sql`insert into mate.users (id, created_at, email, email_key, name, password_hash, terms_version, age_stated_at)
      values (${id}, ${now}, ${email.trim()}, ${emailKey(email)}, ${name}, ${passwordHash}, ${termsVersion}, ${now})
      on conflict (email_key) do nothing`,
  );
  return count === 1;
}

export function setPassword(db: Db, id: string, hash: string): Promise<number> {
  return run(db, sql`update mate.users set password_hash = ${hash}, version = version + 1 where id = ${id}`);
}

export function setVerified(db: Db, id: string, now: Date): Promise<number> {
  return run(
    db,
    sql`update mate.users set email_verified_at = coalesce(email_verified_at, ${now}), version = version + 1
      where id = ${id}`,
  );
}

/** False when the row is not at this version any more. */
export async function setProfile(
  db: Db,
  id: string,
  { version, name, register, locale }: { version: number; name: string | null; register: string; locale: string },
): Promise<boolean> {
  const count = await run(
    db,
    sql`update mate.users set name = ${name}, register = ${register}, locale = ${locale}, version = version + 1
      where id = ${id} and version = ${version}`,
  );
  return count === 1;
}

/** A link, with everything that decides whether it can still be used. */
export interface Link {
  id: string;
  userId: string;
  email: string;
  expiresAt: Date;
  supersededAt: Date | null;
  usedAt: Date | null;
}

export async function replaceVerification(
  db: Db,
  userId: string,
  email: string,
  token: string,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  await run(
    db,
    sql`update mate.email_verification_tokens set superseded_at = ${now}
      where user_id = ${userId} and superseded_at is null and verified_at is null`,
  );
  await run(
    db,
    sql`insert into mate.email_verification_tokens (created_at, user_id, email, token_hash, expires_at)
      values (${now}, ${userId}, ${email}, ${sha256(token)}, ${expiresAt})`,
  );
}

export function findVerification(db: Db, token: string): Promise<Link | undefined> {
  return maybeOne(
    db,
    sql<Link>`select id, user_id as "userId", email, expires_at as "expiresAt", superseded_at as "supersededAt",
        verified_at as "usedAt"
      from mate.email_verification_tokens where token_hash = ${sha256(token)}`,
  );
}

/** True for the first of two who use it. */
export async function useVerification(db: Db, id: string, now: Date): Promise<boolean> {
  const count = await run(
    db,
    sql`update mate.email_verification_tokens set verified_at = ${now} where id = ${id} and verified_at is null`,
  );
  return count === 1;
}

export async function replaceReset(db: Db, userId: string, token: string, now: Date, expiresAt: Date): Promise<void> {
  await run(
    db,
    sql`update mate.password_reset_tokens set superseded_at = ${now}
      where user_id = ${userId} and superseded_at is null and used_at is null`,
  );
  await run(
    db,
    sql`insert into mate.password_reset_tokens (created_at, user_id, token_hash, expires_at)
      values (${now}, ${userId}, ${sha256(token)}, ${expiresAt})`,
  );
}

export function findReset(db: Db, token: string): Promise<Link | undefined> {
  return maybeOne(
    db,
    sql<Link>`select t.id, t.user_id as "userId", u.email, t.expires_at as "expiresAt",
        t.superseded_at as "supersededAt", t.used_at as "usedAt"
      from mate.password_reset_tokens t join mate.users u on u.id = t.user_id
      where t.token_hash = ${sha256(token)} and u.closed_at is null`,
  );
}

export async function useReset(db: Db, id: string, now: Date): Promise<boolean> {
  return (
    (await run(
      db,
      sql`update mate.password_reset_tokens set used_at = ${now} where id = ${id} and used_at is null`,
    )) === 1
  );
}
