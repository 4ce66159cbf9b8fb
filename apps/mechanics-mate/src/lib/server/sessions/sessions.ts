import { missing } from "@mechanicbuddy/contract/mate/problem";
import type { Db } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { newToken } from "@mechanicbuddy/platform/keys";
import { type Account, accountOf, type Caller, type MateContext, type Site } from "../context.ts";
import { cookieLine, cookieName } from "../http/cookies.ts";
import { accessOfStanding } from "../plans/standing.ts";
import { openSession, sealSession } from "./cookie.ts";
import * as store from "./store.ts";

const DAY_MS = 86_400_000;
const SLIDING_MS = 7 * DAY_MS;
const ABSOLUTE_MS = 30 * DAY_MS;
const PURPOSE = "mate-session";

/** Who a request's cookie belongs to. A database that cannot be read fails the request, never lets it pass. */
export async function identify(site: Site, caller: Caller): Promise<Account | undefined> {
  const sealed = caller.cookies.get(cookieName("session", caller.isSecure));
  if (sealed === undefined || sealed === "") return undefined;
  const now = site.now();
  const keys = [site.keys.derive(PURPOSE), site.keys.derivePrevious(PURPOSE)].filter((key) => key !== undefined);
  const token = await openSession(sealed, keys, now);
  if (token === undefined) return undefined;
  return accountByToken(site, site.database.shared, token);
}

async function accountByToken(site: Site, db: Db, token: string): Promise<Account | undefined> {
  const now = site.now();
  const row = await store.find(db, token, now);
  if (row === undefined) return undefined;
  if (row.expiresAt.getTime() - now.getTime() < SLIDING_MS - 600_000) {
    await store.touch(db, row.id, now, new Date(now.getTime() + SLIDING_MS));
  }
  return accountFrom(row, site, now);
}

function accountFrom(row: store.SessionRow, site: Site, now: Date): Account {
  return {
    userId: row.userId,
    email: row.email,
    name: row.name,
    emailVerified: row.emailVerified,
    register: row.register,
    locale: row.locale,
    version: row.version,
    adminRole: row.adminRole,
    hasFactor: row.hasFactor,
    subscription: row.subscription,
    access: accessOfStanding(row, site.config, now),
    session: { id: row.id, provenAt: row.provenAt, factorPassed: row.factorPassed, endsAt: row.endsAt },
  };
}

/** Opens a session inside the caller's transaction and sets its cookie. */
export async function open(
  ctx: MateContext,
  userId: string,
  { factorPassed }: { factorPassed: boolean },
): Promise<Account> {
  const { site, caller } = ctx;
  const now = ctx.now();
  const token = newToken();
  const id = newId();
  const endsAt = new Date(now.getTime() + ABSOLUTE_MS);
  await store.insert(ctx.db, {
    id,
    userId,
    token,
    now,
    expiresAt: new Date(now.getTime() + SLIDING_MS),
    endsAt,
    factorPassed,
    ipBlock: caller.ipBlock,
    userAgent: caller.userAgent,
  });
  const sealed = await sealSession(token, endsAt, site.keys.derive(PURPOSE));
  ctx.setCookies.push(
    cookieLine(cookieName("session", caller.isSecure), sealed, { isSecure: caller.isSecure, expires: endsAt }),
  );
  const account = await accountByToken(site, ctx.db, token);
  if (account === undefined) throw new Error("A session that was just opened must be there");
  return account;
}

/** Ends the session of this request and takes its cookie away. */
export async function close(ctx: MateContext): Promise<void> {
  const { account, caller } = ctx;
  if (account !== undefined) await store.end(ctx.db, account.userId, "logout", { only: account.session.id });
  ctx.setCookies.push(
    cookieLine(cookieName("session", caller.isSecure), "", { isSecure: caller.isSecure, expires: new Date(0) }),
  );
}

/** Ends all sessions of an account but, where it is said, one. */
export function endAll(db: Db, userId: string, reason: store.EndReason, except?: string): Promise<number> {
  return store.end(db, userId, reason, except === undefined ? {} : { except });
}

/** Notes that the password was given just now. */
export function proveNow(ctx: MateContext): Promise<number> {
  return store.prove(ctx.db, accountOf(ctx).session.id, ctx.now());
}

/** Devices with an open session, the last used first. */
export async function list(ctx: MateContext) {
  const { userId, session } = accountOf(ctx);
  const items = await store.listOpen(ctx.db, userId, ctx.now());
  return { items: items.map((item) => ({ ...item, current: item.id === session.id })) };
}

/** Ends the session of one device. */
export async function endOne(ctx: MateContext, id: string): Promise<void> {
  const { userId } = accountOf(ctx);
  const open = await store.listOpen(ctx.db, userId, ctx.now());
  if (!open.some((session) => session.id === id)) throw missing();
  await store.end(ctx.db, userId, "owner", { only: id });
}

/** Devices of an account with an open session, for administration. */
export function listOf(db: Db, userId: string, now: Date): Promise<store.OpenSession[]> {
  return store.listOpen(db, userId, now);
}
