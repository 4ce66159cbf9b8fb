import type { SecondFactor } from "@mechanicbuddy/contract/identity";
import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import { codeKey, newRecoveryCode, newSecret, stepOf, uriOf } from "@mechanicbuddy/platform/auth/totp";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { unauthenticated } from "@mechanicbuddy/platform/http/tokens";
import { seal, sha256, unseal } from "@mechanicbuddy/platform/keys";
import { qrOf } from "@mechanicbuddy/platform/qr";
import * as audit from "../audit/audit.ts";
import * as store from "./factor-store.ts";
import { notify } from "./notices.ts";
import * as accounts from "./store.ts";

const PURPOSE = "identity.totp";
const CODES = 10;
/** A set-up that nobody finished is forgotten after this. */
const SETUP_MS = 15 * 60_000;

/** Whether sign-in asks this account for a code. */
export async function hasFactor(ctx: Context, userId: string): Promise<boolean> {
  return (await store.find(ctx, userId))?.confirmedAt != null;
}

export async function get(ctx: Context): Promise<SecondFactor> {
  const account = await ownAccount(ctx);
  const [factor, recoveryCodesLeft, roles] = await Promise.all([
    store.find(ctx, account.id),
    store.countCodes(ctx, account.id),
    store.factorRoles(ctx),
  ]);
  const since = factor?.confirmedAt ?? null;
  const isPending =
    factor !== undefined && since === null && ctx.now().getTime() - new Date(factor.updatedAt).getTime() < SETUP_MS;
  const secret = isPending ? open(ctx, account.id, factor.secret) : undefined;
  const uri = secret === undefined ? "" : uriOf(secret, { label: account.username, issuer: account.workshopName });
  const pending = secret === undefined ? null : { secret, uri, qr: qrOf(uri) };
  return { since, recoveryCodesLeft, pending, required: roles.includes(account.role) };
}

/** Begins with a new secret; one that was never confirmed is replaced. */
export async function start(ctx: Context): Promise<SecondFactor> {
  const account = await ownAccount(ctx);
  const key = ctx.instance.keys.derive(PURPOSE);
  if (!(await store.begin(ctx, account.id, seal(key, placeOf(ctx, account.id), newSecret())))) {
    throw new Refusal("conflict", "A second factor is set up already. Turn it off first.");
  }
  audit.record(ctx, { action: "factor.start", entityKind: "user", entityId: account.id });
  return get(ctx);
}

/** The first code proves that the app knows the secret. The recovery codes are shown now and never again. */
export async function confirm(ctx: Context, code: string): Promise<{ recoveryCodes: string[] }> {
  const account = await ownAccount(ctx);
  const factor = await store.find(ctx, account.id);
  if (factor === undefined || factor.confirmedAt !== null) {
    throw new Refusal("conflict", "Start again: there is no second factor to confirm.");
  }
  const step = stepOf(open(ctx, account.id, factor.secret), codeKey(code), ctx.now());
  if (step === undefined) throw invalid({ code: "This code does not fit. Enter the one the app shows now." });
  await store.confirm(ctx, account.id, step);
  audit.record(ctx, { action: "factor.add", entityKind: "user", entityId: account.id });
  await notify(ctx, account, account.email, "factor-changed");
  return { recoveryCodes: await replaceCodes(ctx, account.id) };
}

export async function remove(ctx: Context): Promise<void> {
  const account = await ownAccount(ctx);
  if ((await store.factorRoles(ctx)).includes(account.role)) {
    throw new Refusal("conflict", "Your role may not sign in without a second factor.");
  }
  const [removed] = await Promise.all([store.remove(ctx, account.id), store.removeCodes(ctx, account.id)]);
  if (removed === 0) return;
  audit.record(ctx, { action: "factor.remove", entityKind: "user", entityId: account.id });
  await notify(ctx, account, account.email, "factor-changed");
}

/** Turns an account's second factor off for somebody who lost it: the app's key and the recovery codes are gone. */
export async function reset(ctx: Context, account: accounts.Account): Promise<void> {
  const [removed] = await Promise.all([store.remove(ctx, account.id), store.removeCodes(ctx, account.id)]);
  if (removed === 0) return;
  audit.record(ctx, { action: "factor.reset", entityKind: "user", entityId: account.id });
  await notify(ctx, account, account.email, "factor-changed");
}

export async function renewCodes(ctx: Context): Promise<{ recoveryCodes: string[] }> {
  const account = await ownAccount(ctx);
  if (!(await hasFactor(ctx, account.id))) throw new Refusal("conflict", "Set up a second factor first.");
  audit.record(ctx, { action: "factor.renew-codes", entityKind: "user", entityId: account.id });
  await notify(ctx, account, account.email, "factor-changed");
  return { recoveryCodes: await replaceCodes(ctx, account.id) };
}

/**
 * Uses a code up, or refuses it. A code of the app counts for its own half minute and the ones beside it; the step is
 * taken by one conditional update, so of two people with one code only the first gets in.
 */
export async function useCode(ctx: Context, userId: string, typed: string): Promise<void> {
  const key = codeKey(typed);
  if (!/^[0-9]{6}$/.test(key)) {
    if ((await store.useRecoveryCode(ctx, userId, sha256(key))) === 1) {
      audit.record(ctx, { action: "factor.use-recovery-code", entityKind: "user", entityId: userId });
      return;
    }
    throw invalid({ code: "This is neither the six digits of your app nor an unused recovery code." });
  }
  const factor = await store.find(ctx, userId);
  if (factor === undefined || factor.confirmedAt === null) throw unauthenticated();
  const step = stepOf(open(ctx, userId, factor.secret), key, ctx.now());
  if (step === undefined) throw invalid({ code: "This code does not fit. Enter the one the app shows now." });
  if (!(await store.takeStep(ctx, userId, step))) {
    throw invalid({ code: "That code was already used; wait for the next one." });
  }
}

export async function factorRoles(ctx: Context) {
  return { roles: await store.factorRoles(ctx) };
}

/** What everybody must do is the owner's word: a manager could otherwise lock the owner out. */
export async function setFactorRoles(ctx: Context, roles: Awaited<ReturnType<typeof store.factorRoles>>) {
  if (ctx.actor.role !== "owner") throw new Refusal("forbidden", "Only an owner decides who needs a second factor.");
  const before = await store.factorRoles(ctx);
  await store.setFactorRoles(ctx, roles);
  audit.record(ctx, {
    action: "settings.second-factor",
    entityKind: "settings",
    before: { roles: before },
    after: { roles },
  });
  return { roles };
}

function replaceCodes(ctx: Context, userId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newRecoveryCode);
  return inTransaction(ctx, async (ctx) => {
    await store.removeCodes(ctx, userId);
    await store.insertCodes(
      ctx,
      userId,
      codes.map((code) => sha256(codeKey(code))),
    );
    return codes;
  });
}

/** Under the previous secret too while a rotation lasts. */
function open(ctx: Context, userId: string, sealed: Buffer): string {
  const { keys } = ctx.instance;
  const previous = keys.derivePrevious(PURPOSE);
  const place = placeOf(ctx, userId);
  if (previous === undefined) return unseal(keys.derive(PURPOSE), place, sealed);
  try {
    return unseal(keys.derive(PURPOSE), place, sealed);
  } catch {
    return unseal(previous, place, sealed);
  }
}

function placeOf(ctx: Context, userId: string): string {
  return `${ctx.tenant.id}/totp_secrets/${userId}/secret`;
}

async function ownAccount(ctx: Context): Promise<accounts.Account> {
  const account = ctx.actor.userId === undefined ? undefined : await accounts.findById(ctx, ctx.actor.userId);
  if (account === undefined) throw unauthenticated();
  return account;
}
