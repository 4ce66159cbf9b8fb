import type { Me, updateMe as updateMeRoute } from "@mechanicbuddy/contract/identity";
import type { Role } from "@mechanicbuddy/contract/permission";
import type { Entitlement } from "@mechanicbuddy/contract/plans";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { hashPassword, passwordFits } from "@mechanicbuddy/platform/auth/hashing";
import { commonPasswords, weakness } from "@mechanicbuddy/platform/auth/password";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { unauthenticated } from "@mechanicbuddy/platform/http/tokens";
import * as audit from "../audit/audit.ts";
import * as messages from "../messages/messages.ts";
import { getLink, newLink, type Purpose, resetsThisHour, useLink } from "./links.ts";
import { notify } from "./notices.ts";
import { demandProof } from "./proof.ts";
import * as factor from "./second-factor.ts";
import * as store from "./store.ts";

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
  purpose: "invite" | "reset",
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

/** A fresh invitation link for whoever hands it over; the older one dies. */
export async function handOverLink(ctx: Context, userId: string): Promise<string> {
  const link = await newLink(ctx, userId, "invite");
  audit.record(ctx, { action: "password.hand-over", entityKind: "user", entityId: userId });
  return link;
}

/**
 * A link of the operator's for somebody who has neither phone nor recovery codes left: whoever opens it chooses a password
 * and the second factor is off. Until then nothing changes; the account's address hears of it then.
 * @param name user name or e-mail
 */
export function wayBack(ctx: Context, name: string): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    const account = await store.findByName(ctx, name);
    if (account === undefined) throw new Refusal("not_found", `Nobody here is called ${name}.`);
    if (account.disabled) throw new Refusal("conflict", `The account of ${name} is disabled.`);
    const link = await newLink(ctx, account.id, "way_back");
    audit.record(ctx, { action: "factor.way-back", entityKind: "user", entityId: account.id });
    return link;
  });
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
    // Whoever reads the account's mail is its owner: guesses of before no longer count.
    await store.insertAttempt(ctx, account.username, account.id, "ok");
    await changeTo(ctx, account, hash, {});
    if (link.purpose === "way_back") await factor.reset(ctx, account);
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

/** Whose workshop this is, for whoever stands before the door. */
export function getDoor(ctx: Context): Promise<{ name: string }> {
  return store.findDoor(ctx);
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
  const { version, firstName, lastName, email, language, noticesByMail } = change;
  const movesMail = email !== undefined && email !== before.email;
  if (movesMail) await demandProof(ctx);
  if (!(await store.updateOwn(ctx, own(ctx), version, { email, language, notices_by_mail: noticesByMail }))) {
    throw new Refusal("conflict", "Your account was changed meanwhile.", { current: before });
  }
  if (firstName !== undefined || lastName !== undefined) {
    const name = { ...(firstName && { first_name: firstName }), ...(lastName && { last_name: lastName }) };
    await store.renameEmployee(ctx, before.employeeId, name);
  }
  if (movesMail) {
    await notify(ctx, await getAccount(ctx, own(ctx)), before.email, "email-changed");
  }
  const after = await getMe(ctx);
  const facts = ({ name, email, language, noticesByMail }: Me) => ({ name, email, language, noticesByMail });
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

/** Failed sign-ins of an account count no more. That the caller may is checked before. */
export async function forgetFailures(ctx: Context, { id, username }: { id: string; username: string }): Promise<void> {
  await store.insertAttempt(ctx, username, id, "unlocked");
}

/** Turns an account's second factor off for somebody else and ends its sessions. That the caller may is checked before. */
export async function resetFactor(ctx: Context, userId: string): Promise<void> {
  const account = await getAccount(ctx, userId);
  await factor.reset(ctx, account);
  await endAllSessions(ctx, userId);
}

function refuseWeak(field: string, password: string, { username, email, workshopName }: store.Account): void {
  const words = [username, email, email.split("@")[0] ?? "", workshopName];
  const fault = weakness(password, { common: commonPasswords, words });
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
