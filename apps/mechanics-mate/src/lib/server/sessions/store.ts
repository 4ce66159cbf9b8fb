import { type Db, maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";
import { type Standing, standingColumns } from "../plans/standing.ts";

export type EndReason = "logout" | "password_change" | "reset" | "owner" | "administrator" | "closure";

/** One row per request: session, revocation, account, plan and what is used. */
export interface SessionRow extends Standing {
  id: string;
  provenAt: Date;
  factorPassed: boolean;
  expiresAt: Date;
  endsAt: Date;
  userId: string;
  email: string;
  name: string | null;
  emailVerified: boolean;
  register: "technician" | "owner";
  locale: "en-GB" | "en-US";
  version: number;
  adminRole: "support" | "operator" | null;
  hasFactor: boolean;
}

/** The session of a cookie that has neither ended nor been ended. */
export function find(db: Db, token: string, now: Date): Promise<SessionRow | undefined> {
  return maybeOne(
    db,
    sql<SessionRow>`select s.id, s.proven_at as "provenAt", s.factor_passed as "factorPassed",
        s.expires_at as "expiresAt", s.ends_at as "endsAt", u.id as "userId", u.email, u.name,
        u.email_verified_at is not null as "emailVerified", u.register, u.locale, u.version,
        (select a.role from mate.admin_users a where a.user_id = u.id) as "adminRole",
        exists (select from mate.second_factors f where f.user_id = u.id and f.confirmed_at is not null) as "hasFactor",
        ${standingColumns(now)}
      from mate.sessions s join mate.users u on u.id = s.user_id
      where s.token_hash = ${sha256(token)} and s.expires_at > ${now} and u.closed_at is null
        and not exists (select from mate.token_blacklist e where e.token_jti = s.id)`,
  );
}

export async function insert(
  db: Db,
  session: {
    id: string;
    userId: string;
    token: string;
    now: Date;
    expiresAt: Date;
    endsAt: Date;
    factorPassed: boolean;
    ipBlock: string;
    userAgent: string | null;
  },
): Promise<void> {
  const { id, userId, token, now, expiresAt, endsAt, factorPassed, ipBlock, userAgent } = session;
  await run(
    db,
    sql`insert into mate.sessions (id, created_at, user_id, token_hash, seen_at, expires_at, ends_at, proven_at,
        factor_passed, ip_block, user_agent)
      values (${id}, ${now}, ${userId}, ${sha256(token)}, ${now}, ${expiresAt}, ${endsAt}, ${now}, ${factorPassed},
        ${ipBlock}, ${userAgent})`,
  );
}

/** Moves the sliding end, at most once in ten minutes. */
export function touch(db: Db, id: string, now: Date, expiresAt: Date): Promise<number> {
  return run(
    db,
    sql`update mate.sessions set seen_at = ${now}, expires_at = least(${expiresAt}::timestamptz, ends_at)
      where id = ${id} and seen_at < ${now}::timestamptz - interval '10 minutes'`,
  );
}

export function prove(db: Db, id: string, now: Date): Promise<number> {
  return run(db, sql`update mate.sessions set proven_at = ${now} where id = ${id}`);
}

/** Ends sessions of an account: all, all but one, or one. Each gets its row in the list of ended ones. */
export function end(
  db: Db,
  userId: string,
  reason: EndReason,
  which: { only?: string; except?: string } = {},
): Promise<number> {
  return run(
    db,
    sql`insert into mate.token_blacklist (token_jti, user_id, reason, expires_at)
      select id, user_id, ${reason}, ends_at from mate.sessions
      where user_id = ${userId} and (${which.only ?? null}::uuid is null or id = ${which.only ?? null})
        and (${which.except ?? null}::uuid is null or id <> ${which.except ?? null})
      on conflict (token_jti) do nothing`,
  );
}

export interface OpenSession {
  id: string;
  startedAt: string;
  seenAt: string;
  userAgent: string | null;
  ipBlock: string | null;
}

export function listOpen(db: Db, userId: string, now: Date): Promise<OpenSession[]> {
  return rows(
    db,
    sql<OpenSession>`select id, created_at as "startedAt", seen_at as "seenAt", user_agent as "userAgent",
        ip_block as "ipBlock"
      from mate.sessions s where user_id = ${userId} and expires_at > ${now}
        and not exists (select from mate.token_blacklist e where e.token_jti = s.id)
      order by seen_at desc`,
  );
}
