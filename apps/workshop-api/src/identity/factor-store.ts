import type { Role } from "@mechanicbuddy/contract/permission";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";
import { db } from "../database.ts";

export interface Factor {
  secret: Buffer;
  confirmedAt: string | null;
  updatedAt: string;
}

export function find(ctx: Context, userId: string): Promise<Factor | undefined> {
  return maybeOne(
    ctx.db,
    sql<Factor>`select secret, confirmed_at as "confirmedAt", updated_at as "updatedAt"
      from totp_secrets where user_id = ${userId}`,
  );
}

/** Saves a secret to be confirmed; false when one is confirmed already. */
export async function begin(ctx: Context, userId: string, secret: Buffer): Promise<boolean> {
  const saved = await run(
    ctx.db,
    sql`insert into totp_secrets as t (id, user_id, secret, created_at, updated_at)
      values (${newId()}, ${userId}, ${secret}, ${ctx.now()}, ${ctx.now()})
      on conflict (user_id) do update set secret = excluded.secret, updated_at = excluded.updated_at
        where t.confirmed_at is null`,
  );
  return saved === 1;
}

export function confirm(ctx: Context, userId: string, step: number): Promise<number> {
  return run(
    ctx.db,
    sql`update totp_secrets set confirmed_at = ${ctx.now()}, last_step = ${step}
      where user_id = ${userId} and confirmed_at is null`,
  );
}

/** True once for each step. */
export async function takeStep(ctx: Context, userId: string, step: number): Promise<boolean> {
  return (
    (await run(
      ctx.db,
      sql`update totp_secrets set last_step = ${step}
        where user_id = ${userId} and confirmed_at is not null and last_step < ${step}`,
    )) === 1
  );
}

export function remove(ctx: Context, userId: string): Promise<number> {
  return run(ctx.db, db.deleteFrom("totp_secrets").where("user_id", "=", userId));
}

export function removeCodes(ctx: Context, userId: string): Promise<number> {
  return run(ctx.db, db.deleteFrom("recovery_codes").where("user_id", "=", userId));
}

export function insertCodes(ctx: Context, userId: string, hashes: readonly Buffer[]): Promise<number> {
  return run(
    ctx.db,
    db
      .insertInto("recovery_codes")
      .values(hashes.map((code_sha256) => ({ id: newId(), user_id: userId, code_sha256 }))),
  );
}

export function useRecoveryCode(ctx: Context, userId: string, hash: Buffer): Promise<number> {
  return run(
    ctx.db,
    sql`update recovery_codes set used_at = ${ctx.now()}
      where user_id = ${userId} and code_sha256 = ${hash} and used_at is null`,
  );
}

export async function countCodes(ctx: Context, userId: string): Promise<number> {
  const { n } = await one<{ n: number }>(
    ctx.db,
    sql`select count(*)::int as n from recovery_codes where user_id = ${userId} and used_at is null`,
  );
  return n;
}

export async function factorRoles(ctx: Context): Promise<Role[]> {
  return (await one<{ roles: Role[] }>(ctx.db, sql`select factor_roles as roles from settings`)).roles;
}

export function setFactorRoles(ctx: Context, roles: readonly Role[]): Promise<number> {
  return run(ctx.db, sql`update settings set factor_roles = ${roles}::text[]`);
}

/** A sign-in that waits for its code. */
export interface Challenge {
  id: string;
  userId: string;
  name: string;
  remembered: boolean;
}

export function insertChallenge(
  ctx: Context,
  challenge: { userId: string; token: string; name: string; remembered: boolean; expiresAt: Date },
): Promise<number> {
  return run(
    ctx.db,
    db.insertInto("sign_in_challenges").values({
      id: newId(),
      user_id: challenge.userId,
      token_sha256: sha256(challenge.token),
      name: challenge.name,
      remembered: challenge.remembered,
      expires_at: challenge.expiresAt.toISOString(),
    }),
  );
}

/** The challenge of a token with one of its tries taken; undefined when it is over. */
export function tryChallenge(ctx: Context, token: string): Promise<Challenge | undefined> {
  return maybeOne(
    ctx.db,
    sql<Challenge>`update sign_in_challenges set failures = failures + 1
      where token_sha256 = ${sha256(token)} and used_at is null and failures < 5 and expires_at > ${ctx.now()}
      returning id, user_id as "userId", name::text, remembered`,
  );
}

/** Of two requests with one challenge only the first gets true. */
export async function useChallenge(ctx: Context, id: string): Promise<boolean> {
  return (
    (await run(
      ctx.db,
      sql`update sign_in_challenges set used_at = ${ctx.now()} where id = ${id} and used_at is null`,
    )) === 1
  );
}

/** When the session last gave password or code. */
export async function provedAt(ctx: Context, session: string): Promise<string | undefined> {
  const found = await rows<{ provedAt: string }>(
    ctx.db,
    sql`select proved_at as "provedAt" from sessions where token_sha256 = ${sha256(session)}`,
  );
  return found[0]?.provedAt;
}

export function proveSession(ctx: Context, session: string): Promise<number> {
  return run(ctx.db, sql`update sessions set proved_at = ${ctx.now()} where token_sha256 = ${sha256(session)}`);
}
