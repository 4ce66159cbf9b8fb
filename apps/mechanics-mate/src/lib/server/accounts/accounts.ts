import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import { hashPassword, isOutdated, passwordFits } from "@mechanicbuddy/platform/auth/hashing";
import { newId } from "@mechanicbuddy/platform/id";
import { newToken } from "@mechanicbuddy/platform/keys";
import { inTransaction, type MateContext } from "../context.ts";
import { bindingOf, visitorCookie } from "../http/api.ts";
import { newCsrfToken } from "../http/csrf.ts";
import * as mail from "../mail/mail.ts";
import * as sessions from "../sessions/sessions.ts";
import * as switches from "../switches/switches.ts";
import * as factors from "./factors.ts";
import * as failures from "./failures.ts";
import { linkTo, refuseUnusable } from "./link.ts";
import { refuseWeak } from "./password.ts";
import * as store from "./store.ts";
import { accessView, subscriptionView, userView } from "./views.ts";

/** Version of the terms an account agrees to; the page of the terms names it. */
export const termsVersion = "2026-11";
const VERIFY_MS = 24 * 3_600_000;

/** A token for unsafe requests; a visitor gets the cookie it is bound to. */
export function csrf(ctx: MateContext): string {
  let binding = bindingOf(ctx.caller, ctx.account);
  if (binding === undefined || binding === "") {
    binding = newToken();
    ctx.setCookies.push(visitorCookie(ctx.caller, binding));
  }
  return newCsrfToken(ctx.site.keys.derive("mate-csrf"), binding, ctx.now());
}

/** A token for unsafe requests of this binding. */
export function tokenFor(ctx: MateContext, binding: string): string {
  return newCsrfToken(ctx.site.keys.derive("mate-csrf"), binding, ctx.now());
}

/** Makes an account. A known address gets the same answer; its owner gets another mail. */
export async function signup(
  ctx: MateContext,
  input: { email: string; password: string; name?: string },
): Promise<void> {
  if ((await switches.current(ctx.db)).signupOff) {
    throw new MateRefusal("unavailable", "New accounts are not taken right now. Try again later.");
  }
  refuseWeak(input.password, [input.email, input.email.split("@")[0] ?? ""], "password");
  const passwordHash = await hashPassword(input.password);
  const id = newId();
  const token = newToken();
  await inTransaction(ctx, async (ctx) => {
    const isNew = await store.insert(ctx.db, {
      id,
      email: input.email,
      name: input.name ?? null,
      passwordHash,
      termsVersion,
      now: ctx.now(),
    });
    if (isNew) {
      await sendVerification(ctx, { id, email: input.email }, token);
      ctx.site.logs.write({
        logType: "signup",
        severity: "info",
        title: "An account was made",
        userId: id,
        ipBlock: ctx.caller.ipBlock,
        requestId: ctx.requestId,
      });
      return;
    }
    const known = await store.findByEmail(ctx.db, input.email);
    if (known === undefined || known.closedAt !== null) return;
    if (known.emailVerifiedAt === null) await sendVerification(ctx, known, token);
    else
      await mail.queue(ctx, {
        kind: "known_address",
        to: known.email,
        userId: known.id,
        values: { link: linkTo(ctx, "/signin") },
      });
  });
}

/** Opens a session. Whatever is wrong with the pair, the answer and its time are the same. */
export async function login(ctx: MateContext, input: { email: string; password: string; code?: string }) {
  const key = store.emailKey(input.email);
  await ctx.site.limits.count(ctx.db, `login:${ctx.caller.ipBlock}`, 30, 900, ctx.now());
  await failures.refuseWhileWaiting(ctx.db, key, ctx.now());
  const found = await store.findByEmail(ctx.db, input.email);
  const usable = found !== undefined && found.closedAt === null ? found : undefined;
  const fits = await passwordFits(usable?.passwordHash ?? null, input.password);
  if (usable === undefined || !fits) {
    await countFailure(ctx, key, usable);
    throw new MateRefusal("unauthorized", "The e-mail address or the password is not right.");
  }
  const factorPassed = await factors.pass(ctx, usable.id, input.code);
  const rehashed = isOutdated(usable.passwordHash) ? await hashPassword(input.password) : undefined;
  return inTransaction(ctx, async (ctx) => {
    await failures.forget(ctx.db, key);
    if (rehashed !== undefined) await store.setPassword(ctx.db, usable.id, rehashed);
    return openSession(ctx, usable.id, factorPassed);
  });
}

async function countFailure(ctx: MateContext, key: string, account: store.StoredAccount | undefined): Promise<void> {
  const isTimeToTell = await failures.count(ctx.db, key, ctx.now());
  ctx.site.logs.write({
    logType: "auth_error",
    severity: "warning",
    title: "A sign-in failed",
    userId: account?.id,
    ipBlock: ctx.caller.ipBlock,
    requestId: ctx.requestId,
  });
  if (isTimeToTell && account !== undefined) {
    await mail.queue(ctx, {
      kind: "many_failures",
      to: account.email,
      userId: account.id,
      values: { link: linkTo(ctx, "/forgot") },
    });
  }
}

/** Opens a session in this browser and says who it is of. */
async function openSession(ctx: MateContext, userId: string, factorPassed: boolean) {
  const account = await sessions.open(ctx, userId, { factorPassed });
  ctx.site.logs.write({
    logType: "login",
    severity: "info",
    title: "A session was opened",
    userId,
    ipBlock: ctx.caller.ipBlock,
    userAgent: ctx.caller.userAgent ?? undefined,
    requestId: ctx.requestId,
  });
  return {
    user: userView(account),
    subscription: subscriptionView(account),
    access: accessView(account),
    csrfToken: tokenFor(ctx, account.session.id),
  };
}

export async function logout(ctx: MateContext): Promise<string> {
  const { account } = ctx;
  await sessions.close(ctx);
  if (account !== undefined) {
    ctx.site.logs.write({
      logType: "logout",
      severity: "info",
      title: "A session was ended",
      userId: account.userId,
      ipBlock: ctx.caller.ipBlock,
      requestId: ctx.requestId,
    });
  }
  const binding = newToken();
  ctx.setCookies.push(visitorCookie(ctx.caller, binding));
  return tokenFor(ctx, binding);
}

/** Looks at a link without using it: mail scanners follow links, they do not press. */
export async function checkVerification(ctx: MateContext, token: string): Promise<string> {
  const link = await store.findVerification(ctx.db, token);
  refuseUnusable(link, ctx.now());
  return link.email;
}

/** Confirms the address and opens a session. */
export function verifyEmail(ctx: MateContext, token: string) {
  return inTransaction(ctx, async (ctx) => {
    const link = await store.findVerification(ctx.db, token);
    refuseUnusable(link, ctx.now());
    if (!(await store.useVerification(ctx.db, link.id, ctx.now())))
      refuseUnusable({ ...link, usedAt: ctx.now() }, ctx.now());
    await store.setVerified(ctx.db, link.userId, ctx.now());
    await mail.queue(ctx, {
      kind: "welcome",
      to: link.email,
      userId: link.userId,
      values: { link: linkTo(ctx, "/welcome") },
    });
    const needsFactor = await factors.isSet(ctx, link.userId);
    if (needsFactor) return { email: link.email, csrfToken: csrf(ctx) };
    const { csrfToken } = await openSession(ctx, link.userId, false);
    return { email: link.email, csrfToken };
  });
}

/** Sends the link again; says nothing about whether there is an account. */
export function resendVerification(ctx: MateContext, email: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const account = await store.findByEmail(ctx.db, email);
    if (account === undefined || account.closedAt !== null || account.emailVerifiedAt !== null) return;
    await sendVerification(ctx, account, newToken());
  });
}

async function sendVerification(
  ctx: MateContext,
  account: { id: string; email: string },
  token: string,
): Promise<void> {
  await store.replaceVerification(
    ctx.db,
    account.id,
    account.email,
    token,
    ctx.now(),
    new Date(ctx.now().getTime() + VERIFY_MS),
  );
  const link = linkTo(ctx, `/verify-email.html?token=${token}`);
  await mail.queue(ctx, { kind: "verify", to: account.email, userId: account.id, values: { link } });
}
