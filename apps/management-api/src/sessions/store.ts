import type { StaffRole } from "@mechanicbuddy/contract/management/permission";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { type Kind, terms, type Who } from "./person.ts";

export interface Person {
  id: string;
  email: string;
  name: string;
  locale: string;
  passwordHash: string | null;
  hasFactor: boolean;
  /** Of staff. */
  role: StaffRole | null;
}

const columns = (kind: Kind) => sql`id, email, name, password_hash as "passwordHash",
  ${kind === "account" ? sql`locale, null as role` : sql`'en' as locale, role`},
  exists (select from factors where factors.${sql.ref(kind)} = person.id and kind = 'totp' and confirmed_at is not null)
    as "hasFactor"`;

const people = (kind: Kind) => sql`${sql.ref(terms[kind].table)} person`;
const active = (kind: Kind) => sql.raw(terms[kind].activeIf);

/** Somebody who may sign in, by address. */
export function findByEmail(ctx: Context, kind: Kind, email: string): Promise<Person | undefined> {
  return maybeOne(
    ctx.db,
    sql<Person>`select ${columns(kind)} from ${people(kind)} where email = ${email} and ${active(kind)}`,
  );
}

export function findById(ctx: Context, { kind, id }: Who): Promise<Person | undefined> {
  return maybeOne(
    ctx.db,
    sql<Person>`select ${columns(kind)} from ${people(kind)} where id = ${id} and ${active(kind)}`,
  );
}

/** Replaces a password; undefined as `before` replaces whatever was there. False when it changed in the meantime. */
export async function setPassword(ctx: Context, { kind, id }: Who, hash: string, before?: string): Promise<boolean> {
  const table = sql.ref(terms[kind].table);
  const same = before === undefined ? sql`true` : sql`password_hash = ${before}`;
  return (await run(ctx.db, sql`update ${table} set password_hash = ${hash} where id = ${id} and ${same}`)) === 1;
}

export async function noteSeen(ctx: Context, { kind, id }: Who): Promise<void> {
  await run(ctx.db, sql`update ${sql.ref(terms[kind].table)} set last_seen_at = ${ctx.now()} where id = ${id}`);
}

/** True when the browser was not known and others were: the sign-in is worth a mail. */
export async function rememberBrowser(ctx: Context, person: string, browser: Buffer): Promise<boolean> {
  const found = await maybeOne<{ isNew: boolean; knows: boolean }>(
    ctx.db,
    sql`with known as (select count(*) as n from known_browsers where person = ${person}),
      saved as (
        insert into known_browsers (person, browser, seen_at) values (${person}, ${browser}, ${ctx.now()})
        on conflict (person, browser) do update set seen_at = excluded.seen_at returning xmax = 0 as is_new
      )
      select is_new as "isNew", n > 0 as knows from saved, known`,
  );
  return found?.isNew === true && found.knows;
}

interface NewSession {
  secretHash: Buffer;
  userAgent: string;
  address: string;
  expiresAt: Date;
  factorAt: Date | null;
}

export async function insertSession(ctx: Context, { kind, id }: Who, session: NewSession): Promise<string> {
  const now = ctx.now();
  const sessionId = newId();
  await run(
    ctx.db,
    sql`insert into sessions (id, ${sql.ref(kind)}, secret_hash, user_agent, address, created_at, last_used_at,
        expires_at, factor_at)
      values (${sessionId}, ${id}, ${session.secretHash}, ${session.userAgent}, ${session.address}, ${now}, ${now},
        ${session.expiresAt}, ${session.factorAt})`,
  );
  return sessionId;
}

/** The live session of a secret, used now. */
export function touch(
  ctx: Context,
  kind: Kind,
  secretHash: Buffer,
  idleSince: Date,
): Promise<{ id: string; person: string; expiresAt: string } | undefined> {
  return maybeOne(
    ctx.db,
    sql`update sessions set last_used_at = ${ctx.now()} from ${people(kind)}
      where secret_hash = ${secretHash} and sessions.${sql.ref(kind)} = person.id and ${active(kind)}
        and expires_at > ${ctx.now()} and last_used_at > ${idleSince}
      returning sessions.id, person.id as person, expires_at as "expiresAt"`,
  );
}

export interface SessionRow {
  id: string;
  userAgent: string;
  address: string;
  createdAt: string;
  lastUsedAt: string;
  factorAt: string | null;
}

export function listSessions(ctx: Context, { kind, id }: Who, idleSince: Date): Promise<SessionRow[]> {
  return rows(
    ctx.db,
    sql<SessionRow>`select id, user_agent as "userAgent", address, created_at as "createdAt",
        last_used_at as "lastUsedAt", factor_at as "factorAt"
      from sessions where ${sql.ref(kind)} = ${id} and expires_at > ${ctx.now()} and last_used_at > ${idleSince}
      order by last_used_at desc`,
  );
}

/** Ends one session of a person. */
export async function deleteSession(ctx: Context, { kind, id }: Who, session: string): Promise<boolean> {
  return (await run(ctx.db, sql`delete from sessions where id = ${session} and ${sql.ref(kind)} = ${id}`)) === 1;
}

/** Ends all sessions of a person, or all but one. */
export function deleteSessions(ctx: Context, { kind, id }: Who, except?: string): Promise<number> {
  return run(
    ctx.db,
    sql`delete from sessions where ${sql.ref(kind)} = ${id} and id is distinct from ${except ?? null}::uuid`,
  );
}

export async function proveFactor(ctx: Context, session: string): Promise<void> {
  await run(ctx.db, sql`update sessions set factor_at = ${ctx.now()} where id = ${session}`);
}

export async function factorAt(ctx: Context, session: string): Promise<string | null> {
  const found = await maybeOne<{ at: string | null }>(
    ctx.db,
    sql`select factor_at as at from sessions where id = ${session}`,
  );
  return found?.at ?? null;
}
