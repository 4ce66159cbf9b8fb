import type { giveSecondFactor, SignedIn, signIn as signInRoute } from "@mechanicbuddy/contract/identity";
import { Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { hashPassword, isOutdated, passwordFits } from "@mechanicbuddy/platform/auth/hashing";
import { MOST_IN_A_ROW, secondsToWait } from "@mechanicbuddy/platform/auth/throttle";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { inWords } from "@mechanicbuddy/platform/http/limits";
import { type Tokens, unauthenticated } from "@mechanicbuddy/platform/http/tokens";
import { newToken } from "@mechanicbuddy/platform/keys";
import * as audit from "../audit/audit.ts";
import * as factors from "./factor-store.ts";
import { hasFactor, useCode } from "./second-factor.ts";
import * as store from "./store.ts";

const ABSOLUTE_MS = 12 * 3_600_000;
const REMEMBERED_MS = 30 * 24 * 3_600_000;
const CHALLENGE_MS = 5 * 60_000;
const FAILURES_PER_ADDRESS = 20;

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
  if (!(await isKnown(ctx, account, deviceToken))) await refuseIfThrottled(ctx, name, account?.id);
  const fits = await passwordFits(account?.passwordHash ?? null, password);
  if (account === undefined || !fits || account.disabled) {
    await fail(ctx, name, account?.id, deviceToken);
    throw new Refusal("unauthenticated", "Name or password is wrong.");
  }
  if (account.passwordHash !== null && isOutdated(account.passwordHash)) {
    await store.replaceHash(ctx, account.id, account.passwordHash, await hashPassword(password));
  }
  if (await hasFactor(ctx, account.id)) await askForCode(ctx, account.id, { name, remember });
  return inTransaction(ctx, (ctx) =>
    beginSession(ctx, account, { name, remember, deviceToken: deviceToken ?? newToken(), factor: false }, terms),
  );
}

async function isKnown(ctx: Context, account: store.Account | undefined, deviceToken?: string): Promise<boolean> {
  return account !== undefined && deviceToken !== undefined && store.isKnownDevice(ctx, account.id, deviceToken);
}

/** Refuses with a challenge that the code of the second factor answers. */
export async function askForCode(
  ctx: Context,
  userId: string,
  { name, remember }: { name: string; remember: boolean },
): Promise<never> {
  const challenge = newToken();
  const expiresAt = new Date(ctx.now().getTime() + CHALLENGE_MS);
  await factors.insertChallenge(ctx, { userId, token: challenge, name, remembered: remember, expiresAt });
  throw new Refusal("second_factor_required", "Enter the code of your authenticator app.", { challenge });
}

/** The second step: the code is used up and the session begins in one transaction, or neither. */
export async function secondStep(
  ctx: Context,
  { challenge, code, deviceToken }: Input<typeof giveSecondFactor>["body"],
  terms: SignInTerms,
): Promise<SignedIn> {
  const asked = await factors.tryChallenge(ctx, challenge);
  const account = asked && (await store.findById(ctx, asked.userId));
  if (asked === undefined || account === undefined || account.disabled) {
    throw new Refusal("unauthenticated", "This took too long or too many tries. Sign in with your password again.");
  }
  const { name, remembered: remember } = asked;
  try {
    return await inTransaction(ctx, async (ctx) => {
      if (!(await factors.useChallenge(ctx, asked.id))) throw unauthenticated();
      await useCode(ctx, account.id, code);
      return beginSession(
        ctx,
        account,
        { name, remember, deviceToken: deviceToken ?? newToken(), factor: true },
        terms,
      );
    });
  } catch (error) {
    if (error instanceof Refusal && error.code === "invalid") await fail(ctx, name, account.id, deviceToken);
    throw error;
  }
}

/** The password once more, for what asks for a fresh one. Wrong ones count as failed sign-ins. */
export async function proveAgain(ctx: Context, password: string): Promise<void> {
  const { userId, session } = ctx.actor;
  const account = userId === undefined ? undefined : await store.findById(ctx, userId);
  if (account === undefined || session === undefined) throw unauthenticated();
  if (!(await passwordFits(account.passwordHash, password))) {
    await fail(ctx, account.username, account.id);
    throw new Refusal("invalid", "This is not your password.", {
      errors: [{ field: "password", message: "This is not your password." }],
    });
  }
  await inTransaction(ctx, async (ctx) => {
    await factors.proveSession(ctx, session);
    audit.record(ctx, { action: "session.prove", entityKind: "user", entityId: account.id });
  });
}

async function refuseIfThrottled(ctx: Context, name: string, userId: string | undefined): Promise<void> {
  const { ofAccount, inARow, ofAddress } = await store.recentFailures(ctx, name, userId);
  const seconds = secondsToWait(ofAccount, ctx.now());
  const crowded = ofAddress >= FAILURES_PER_ADDRESS;
  if (seconds === 0 && !crowded && inARow < MOST_IN_A_ROW) return;
  await store.insertAttempt(ctx, name, userId ?? null, crowded ? "rate_limited" : "delayed");
  if (inARow >= MOST_IN_A_ROW) {
    throw new Refusal("rate_limited", "Too many attempts. Reset the password with the link we mail you.", {
      retryAfter: 3600,
    });
  }
  const wait = Math.max(seconds, crowded ? 60 : 0);
  throw new Refusal("rate_limited", `Too many attempts. Try again in ${inWords(wait)} or reset the password.`, {
    retryAfter: wait,
  });
}

function fail(ctx: Context, name: string, userId: string | undefined, deviceToken?: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await store.insertAttempt(ctx, name, userId ?? null, "wrong");
    if (deviceToken !== undefined) await store.noteDeviceFailure(ctx, deviceToken);
    audit.record(ctx, { action: "session.refuse", entityKind: "user", entityId: userId });
  });
}

interface Beginning {
  name: string;
  remember: boolean;
  deviceToken: string;
  /** A second factor was given. */
  factor: boolean;
}

/** Starts a session for an account that proved itself. */
export async function beginSession(
  outer: Context,
  account: store.Account,
  { name, remember, deviceToken, factor }: Beginning,
  { tokens, idleSeconds }: SignInTerms,
): Promise<SignedIn> {
  const ctx: Context = { ...outer, actor: { ...outer.actor, kind: "user", userId: account.id } };
  const secret = newToken();
  const expiresAt = new Date(ctx.now().getTime() + (remember ? REMEMBERED_MS : ABSOLUTE_MS));
  const idle = remember ? REMEMBERED_MS / 1000 : idleSeconds;
  const [me] = await Promise.all([
    store.findMe(ctx, account.id),
    store.insertAttempt(ctx, name, account.id, "ok"),
    store.saveDevice(ctx, account.id, deviceToken),
    store.insertSession(ctx, {
      userId: account.id,
      secret,
      expiresAt,
      idleSeconds: idle,
      remembered: remember,
      ...(factor ? { factorAt: ctx.now() } : {}),
    }),
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
}
