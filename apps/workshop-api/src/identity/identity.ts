import type { Me, SignedIn, signIn as signInRoute, updateMe as updateMeRoute } from "@mechanicbuddy/contract/identity";
import type { Role } from "@mechanicbuddy/contract/permission";
import type { Entitlement } from "@mechanicbuddy/contract/plans";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { inWords } from "@mechanicbuddy/platform/http/limits";
import { type Tokens, unauthenticated } from "@mechanicbuddy/platform/http/tokens";
import { newToken } from "@mechanicbuddy/platform/keys";
import { dictionary } from "@zxcvbn-ts/language-common";
import * as audit from "../audit/audit.ts";
import * as messages from "../messages/messages.ts";
import { hashPassword, isOutdated, passwordFits } from "./hashing.ts";
import { getLink, newLink, type Purpose, resetsThisHour, useLink } from "./links.ts";
import { weakness } from "./password.ts";
import * as store from "./store.ts";
import { secondsToWait } from "./throttle.ts";

const ABSOLUTE_MS = 12 * 3_600_000;
const REMEMBERED_MS = 30 * 24 * 3_600_000;
const FAILURES_PER_ADDRESS = 20;

const common: ReadonlySet<string> = new Set((dictionary.passwords as string[]).slice(0, 10_000));

/** What signing in needs beside the context: how tokens are made and how long a session may idle. */
export interface SignInTerms {
  tokens: Tokens;
  idleSeconds: number;
}

/** Signs a person in. A wrong name, a wrong password and a disabled account get the same words after the same time. */
export async function signIn(
  ctx: Context,
  { name, password, remember = false, deviceToken }: Input<typeof signInRoute>["body"],
  terms: SignInTerms,
): Promise<SignedIn> {
  const account = await store.findByName(ctx, name);
  const known =
    account !== undefined && deviceToken !== undefined && (await store.isKnownDevice(ctx, account.id, deviceToken));
  if (!known) await refuseIfThrottled(ctx, name);
  const fits = await passwordFits(account?.passwordHash ?? null, password);
  if (account === undefined || !fits || account.disabled) {
    await fail(ctx, name, account, deviceToken);
    throw new Refusal("unauthenticated", "Name or password is wrong.");
  }
  if (account.passwordHash !== null && isOutdated(account.passwordHash)) {
    await store.replaceHash(ctx, account.id, account.passwordHash, await hashPassword(password));
  }
  return begin(ctx, account, { name, remember, deviceToken: deviceToken ?? newToken() }, terms);
}

async function refuseIfThrottled(ctx: Context, name: string): Promise<void> {
  const { ofName, ofAddress } = await store.recentFailures(ctx, name);
  const seconds = secondsToWait(ofName, ctx.now());
  if (seconds === 0 && ofAddress < FAILURES_PER_ADDRESS) return;
  await store.insertAttempt(ctx, name, null, seconds > 0 ? "delayed" : "rate_limited");
  const wait = Math.max(seconds, ofAddress >= FAILURES_PER_ADDRESS ? 60 : 0);
  throw new Refusal("rate_limited", `Too many attempts. Try again in ${inWords(wait)} or reset the password.`, {
    retryAfter: wait,
  });
}

function fail(ctx: Context, name: string, account: store.Account | undefined, deviceToken?: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await store.insertAttempt(ctx, name, account?.id ?? null, "wrong");
    if (deviceToken !== undefined) await store.noteDeviceFailure(ctx, deviceToken);
    audit.record(ctx, { action: "session.refuse", entityKind: "user", entityId: account?.id });
  });
}

function begin(
  ctx: Context,
  account: store.Account,
  { name, remember, deviceToken }: { name: string; remember: boolean; deviceToken: string },
  { tokens, idleSeconds }: SignInTerms,
): Promise<SignedIn> {
  const secret = newToken();
  const expiresAt = new Date(ctx.now().getTime() + (remember ? REMEMBERED_MS : ABSOLUTE_MS));
  const idle = remember ? REMEMBERED_MS / 1000 : idleSeconds;
  return inTransaction({ ...ctx, actor: { ...ctx.actor, kind: "user", userId: account.id } }, async (ctx) => {
    const [me] = await Promise.all([
      store.findMe(ctx, account.id),
      store.insertAttempt(ctx, name, account.id, "ok"),
      store.saveDevice(ctx, account.id, deviceToken),
      store.insertSession(ctx, { userId: account.id, secret, expiresAt, idleSeconds: idle, remembered: remember }),
    ]);
    if (me === undefined) throw unauthenticated();
    audit.record(ctx, { action: "session.begin", entityKind: "user", entityId: account.id });
    const token = await tokens.issue({
      tenantId: ctx.tenant.id,
      userId: account.id,
      employeeId: account.employeeId,
      session: secret,
      role: account.role,
      expiresAt: Math.floor(expiresAt.getTime() / 1000),
    });
    return { token, expiresAt: expiresAt.toISOString(), idleSeconds: idle, deviceToken, me };
  });
}

export async function signOut(ctx: Context): Promise<void> {
  await store.endSessions(ctx, own(ctx), { secret: ctx.actor.session ?? "" });
  audit.record(ctx, { action: "session.end", entityKind: "user", entityId: own(ctx) });
}

export async function extend(ctx: Context): Promise<{ idleSeconds: number; expiresAt: string }> {
  const extended = await store.extendSession(ctx, ctx.actor.session ?? "");
  if (extended === undefined) throw unauthenticated();
  return extended;
}

/** Mails a link to set a new password. Says nothing about whether the name is known. */
export async function askForReset(ctx: Context, name: string): Promise<void> {
  const account = await store.findByName(ctx, name);
  if (account === undefined || account.disabled || (await resetsThisHour(ctx, account.id)) >= 3) return;
  await sendLink(ctx, account, "reset");
}

/** Mails an invitation or a reset link; the operations on people call it for new accounts. */
export async function sendLink(
  ctx: Context,
  account: Pick<store.Account, "id" | "email" | "username" | "language">,
  purpose: Purpose,
): Promise<void> {
  const link = await newLink(ctx, account.id, purpose);
  await messages.queue(ctx, {
    template: purpose === "invite" ? "invitation" : "reset",
    language: account.language,
    to: [account.email],
    about: { kind: "user", id: account.id },
    variables: { userName: account.username, link },
  });
  audit.record(ctx, { action: `password.${purpose}`, entityKind: "user", entityId: account.id });
}

export async function checkLink(ctx: Context, token: string): Promise<{ purpose: Purpose; username: string }> {
  const { purpose, username } = await getLink(ctx, token);
  return { purpose, username };
}

/** Sets a password through a link: the link is used up and every session of the account ends. */
export async function setPassword(ctx: Context, token: string, password: string): Promise<void> {
  const link = await getLink(ctx, token);
  const account = await getAccount(ctx, link.userId);
  refuseWeak("password", password, account);
  const hash = await hashPassword(password);
  await inTransaction(ctx, async (ctx) => {
    await useLink(ctx, link);
    await changeTo(ctx, account, hash, {});
  });
}

/** Changes one's own password; every other session ends. */
export async function changePassword(ctx: Context, currentPassword: string, newPassword: string): Promise<void> {
  const account = await getAccount(ctx, own(ctx));
  if (!(await passwordFits(account.passwordHash, currentPassword))) {
    throw invalid({ currentPassword: "This is not your current password." });
  }
  if (currentPassword === newPassword) throw invalid({ newPassword: "Choose a password you have not used here." });
  refuseWeak("newPassword", newPassword, account);
  const hash = await hashPassword(newPassword);
  await inTransaction(ctx, (ctx) => changeTo(ctx, account, hash, { exceptSecret: ctx.actor.session ?? "" }));
}

async function changeTo(
  ctx: Context,
  account: store.Account,
  hash: string,
  keep: { exceptSecret?: string },
): Promise<void> {
  await Promise.all([store.setPasswordHash(ctx, account.id, hash), store.endSessions(ctx, account.id, keep)]);
  await notify(ctx, account, account.email, "password-changed");
  audit.record(ctx, { action: "password.change", entityKind: "user", entityId: account.id });
}

/** A change of password or e-mail is told to the old address, so that nobody takes an account over unseen. */
async function notify(
  ctx: Context,
  account: store.Account,
  to: string,
  template: messages.TemplateKind,
): Promise<void> {
  await messages.queue(ctx, {
    template,
    language: account.language,
    to: [to],
    about: { kind: "user", id: account.id },
    variables: { userName: account.username, link: `${ctx.tenant.publicUrl}/forgot` },
  });
}

export async function getMe(ctx: Context): Promise<Me> {
  const me = await store.findMe(ctx, own(ctx));
  if (me === undefined) throw unauthenticated();
  const { entitlement } = ctx.tenant;
  return entitlement === null ? me : { ...me, plan: planOf(entitlement, me.role) };
}

function planOf({ tier, state, reason, trialEndsAt, graceEndsAt }: Entitlement, role: Role): NonNullable<Me["plan"]> {
  return {
    tier,
    state,
    ...(reason !== undefined && role === "owner" ? { reason } : {}),
    ...(trialEndsAt === undefined ? {} : { trialEndsAt }),
    ...(graceEndsAt === undefined ? {} : { graceEndsAt }),
  };
}

/** Changes one's own name, e-mail or language. */
export async function updateMe(ctx: Context, change: Input<typeof updateMeRoute>["body"]): Promise<Me> {
  const before = await getMe(ctx);
  const { version, firstName, lastName, email, language } = change;
  if (!(await store.updateOwn(ctx, own(ctx), version, { email, language }))) {
    throw new Refusal("conflict", "Your account was changed meanwhile.", { current: before });
  }
  if (firstName !== undefined || lastName !== undefined) {
    const name = { ...(firstName && { first_name: firstName }), ...(lastName && { last_name: lastName }) };
    await store.renameEmployee(ctx, before.employeeId, name);
  }
  if (email !== undefined && email !== before.email) {
    await notify(ctx, await getAccount(ctx, own(ctx)), before.email, "email-changed");
  }
  const after = await getMe(ctx);
  const facts = ({ name, email, language }: Me) => ({ name, email, language });
  audit.record(ctx, {
    action: "user.update",
    entityKind: "user",
    entityId: before.userId,
    before: facts(before),
    after: facts(after),
    personal: ["name", "email"],
  });
  return after;
}

export async function listSessions(ctx: Context) {
  return { items: await store.listSessions(ctx, own(ctx)) };
}

export async function endSession(ctx: Context, id: string): Promise<void> {
  if ((await store.endSessions(ctx, own(ctx), { id })) === 0) throw notFound();
  audit.record(ctx, { action: "session.end", entityKind: "user", entityId: own(ctx) });
}

export async function endOtherSessions(ctx: Context): Promise<void> {
  await store.endSessions(ctx, own(ctx), { exceptSecret: ctx.actor.session ?? "" });
  audit.record(ctx, { action: "session.end-others", entityKind: "user", entityId: own(ctx) });
}

/** Ends every session of an account: it was disabled, or an administrator signs it out. */
export async function endAllSessions(ctx: Context, userId: string): Promise<void> {
  await store.endSessions(ctx, userId);
}

function refuseWeak(field: string, password: string, { username, email, workshopName }: store.Account): void {
  const words = [username, email, email.split("@")[0] ?? "", workshopName];
  const fault = weakness(password, { common, words });
  if (fault !== undefined) throw invalid({ [field]: fault });
}

async function getAccount(ctx: Context, userId: string): Promise<store.Account> {
  const account = await store.findById(ctx, userId);
  if (account === undefined) throw unauthenticated();
  return account;
}

function own(ctx: Context): string {
  if (ctx.actor.userId === undefined) throw unauthenticated();
  return ctx.actor.userId;
}
