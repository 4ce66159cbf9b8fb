import { hashPassword } from "@mechanicbuddy/platform/auth/hashing";
import { newToken } from "@mechanicbuddy/platform/keys";
import { accountOf, inTransaction, type MateContext } from "../context.ts";
import * as mail from "../mail/mail.ts";
import * as sessions from "../sessions/sessions.ts";
import { tokenFor } from "./accounts.ts";
import * as factors from "./factors.ts";
import * as failures from "./failures.ts";
import { linkTo, refuseUnusable } from "./link.ts";
import { mustFit, refuseWeak } from "./password.ts";
import * as store from "./store.ts";

const RESET_MS = 3_600_000;

/** Mails a link that sets a new password; says nothing about whether there is an account. */
export function forgotPassword(ctx: MateContext, email: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const account = await store.findByEmail(ctx.db, email);
    if (account === undefined || account.closedAt !== null) return;
    const token = newToken();
    await store.replaceReset(ctx.db, account.id, token, ctx.now(), new Date(ctx.now().getTime() + RESET_MS));
    await mail.queue(ctx, {
      kind: "reset",
      to: account.email,
      userId: account.id,
      values: { link: linkTo(ctx, `/reset?token=${token}`) },
    });
  });
}

export async function checkReset(ctx: MateContext, token: string): Promise<string> {
  const link = await store.findReset(ctx.db, token);
  refuseUnusable(link, ctx.now());
  return link.email;
}

/** Sets a new password with a link and ends every session. */
export async function resetPassword(ctx: MateContext, input: { token: string; password: string }): Promise<void> {
  const email = await checkReset(ctx, input.token);
  refuseWeak(input.password, [email, email.split("@")[0] ?? ""], "password");
  const hash = await hashPassword(input.password);
  await inTransaction(ctx, async (ctx) => {
    const link = await store.findReset(ctx.db, input.token);
    refuseUnusable(link, ctx.now());
    if (!(await store.useReset(ctx.db, link.id, ctx.now()))) refuseUnusable({ ...link, usedAt: ctx.now() }, ctx.now());
    await store.setPassword(ctx.db, link.userId, hash);
    // Whoever reads the mail owns the address.
    await store.setVerified(ctx.db, link.userId, ctx.now());
    await sessions.endAll(ctx.db, link.userId, "reset");
    await failures.forget(ctx.db, store.emailKey(link.email));
    await mail.queue(ctx, {
      kind: "password_changed",
      to: link.email,
      userId: link.userId,
      values: { link: linkTo(ctx, "/forgot") },
    });
  });
}

/** Changes the password of the signed-in account, ends its other sessions and gives this one a new token. */
export async function changePassword(
  ctx: MateContext,
  input: { currentPassword: string; password: string },
): Promise<string> {
  const account = await mustFit(ctx, input.currentPassword, "currentPassword");
  refuseWeak(input.password, [account.email, account.email.split("@")[0] ?? "", account.name ?? ""], "password");
  const hash = await hashPassword(input.password);
  return inTransaction(ctx, async (ctx) => {
    await store.setPassword(ctx.db, account.id, hash);
    await sessions.endAll(ctx.db, account.id, "password_change");
    await mail.queue(ctx, {
      kind: "password_changed",
      to: account.email,
      userId: account.id,
      values: { link: linkTo(ctx, "/forgot") },
    });
    const { factorPassed } = accountOf(ctx).session;
    const { session } = await sessions.open(ctx, account.id, { factorPassed });
    return tokenFor(ctx, session.id);
  });
}

/** Notes that the person at the keyboard knows the password, for the next ten minutes. */
export async function prove(ctx: MateContext, input: { password: string; code?: string }): Promise<void> {
  const account = await mustFit(ctx, input.password, "password");
  await factors.pass(ctx, account.id, input.code);
  await sessions.proveNow(ctx);
}
