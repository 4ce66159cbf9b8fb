import type { SignedIn } from "@mechanicbuddy/contract/management/auth";
import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import { hashPassword, isOutdated, passwordFits } from "@mechanicbuddy/platform/auth/hashing";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction } from "../context.ts";
import { isFresh } from "../http/caller.ts";
import { unauthenticated } from "../http/tokens.ts";
import * as links from "../links/links.ts";
import { queue } from "../mails/mails.ts";
import { enqueue } from "../tasks.ts";
import { takeCode } from "./factors.ts";
import { type Kind, refuseWeak, terms, type Who } from "./person.ts";
import { start, whence } from "./sessions.ts";
import * as store from "./store.ts";
import { countFailure, forgetFailures, mustWait } from "./throttle.ts";

const CHALLENGE_HOURS = 5 / 60;
const RESET_HOURS = 1;

/**
 * Signs in with address and password. An unknown address, a wrong password and one whose tries must wait are answered
 * with the same words after the same work: one look-up, one hash, one note.
 */
export async function signIn(
  ctx: Context,
  kind: Kind,
  { email, password }: { email: string; password: string },
): Promise<SignedIn> {
  const { ip } = whence(ctx.actor);
  const waits = await mustWait(ctx, kind, email, ip);
  const person = await store.findByEmail(ctx, kind, email);
  const fits = await passwordFits(person?.passwordHash ?? null, password);
  if (person === undefined || !fits || waits) {
    await fail(ctx, kind, email, waits, person?.id);
    throw new Refusal(
      "unauthenticated",
      "Address or password is wrong. After several wrong tries wait up to five minutes, or choose a new password.",
      { cause: "sign-in-refused" },
    );
  }
  const who = { kind, id: person.id };
  if (person.passwordHash !== null && isOutdated(person.passwordHash)) {
    await store.setPassword(ctx, who, await hashPassword(password), person.passwordHash);
  }
  if (person.hasFactor) {
    const challenge = await links.make(ctx, { purpose: "second-factor", ...whoseOf(who), hours: CHALLENGE_HOURS });
    throw new Refusal("second_factor_required", "Enter the code your authenticator app shows.", { challenge });
  }
  return inTransaction(ctx, (ctx) => begin(ctx, who, email, false));
}

/** Finishes signing in with a code of the second factor. Wrong codes count like wrong passwords. */
export async function secondFactor(
  ctx: Context,
  kind: Kind,
  { challenge, code }: { challenge: string; code: string },
): Promise<SignedIn> {
  const link = await links.read(ctx, "second-factor", challenge).catch(() => undefined);
  const id = kind === "account" ? link?.account : link?.staff;
  const person = id == null ? undefined : await store.findById(ctx, { kind, id });
  if (person === undefined) {
    throw new Refusal("unauthenticated", "This took too long. Sign in again.", { cause: "challenge-expired" });
  }
  const who = { kind, id: person.id };
  const waits = await mustWait(ctx, kind, person.email, whence(ctx.actor).ip);
  const session = waits
    ? undefined
    : await inTransaction(ctx, async (ctx) => {
        if (!(await takeCode(ctx, who, code))) return undefined;
        await links.use(ctx, "second-factor", challenge);
        return begin(ctx, who, person.email, true);
      });
  if (session !== undefined) return session;
  await fail(ctx, kind, person.email, waits, person.id);
  throw new Refusal(
    "unauthenticated",
    "This code does not fit or was used. After several wrong tries wait up to five minutes.",
    { cause: "code-refused" },
  );
}

async function begin(ctx: Context, who: Who, email: string, factor: boolean): Promise<SignedIn> {
  await forgetFailures(ctx, who.kind, email);
  return start(ctx, who.kind === "account" ? { account: who.id } : { staff: who.id }, { factor });
}

/** A try that was not looked at costs no more waiting; it is written down all the same. */
function fail(ctx: Context, kind: Kind, email: string, waited: boolean, target: string | undefined): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await countFailure(ctx, kind, email, whence(ctx.actor).ip, waited);
    await record(ctx, {
      action: `${kind}.sign-in`,
      outcome: "refused",
      target,
      reason: waited ? "had to wait" : "wrong",
    });
  });
}

/** Asks for a reset link. What happens then happens in the background, so no answer tells whether the address is known. */
export function askReset(ctx: Context, kind: Kind, email: string): Promise<void> {
  return enqueue(ctx, "sessions.reset", { kind, email });
}

/** Mails the link, where there is somebody to mail it to. Older links die. */
export function mailReset(ctx: Context, kind: Kind, email: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const person = await store.findByEmail(ctx, kind, email);
    if (person === undefined || (kind === "staff" && person.passwordHash === null)) return;
    const whose = whoseOf({ kind, id: person.id });
    await links.revoke(ctx, "reset", whose);
    const token = await links.make(ctx, { purpose: "reset", ...whose, hours: RESET_HOURS });
    const data = { token, path: terms[kind].confirmPath };
    await queue(ctx, { to: person.email, template: "reset", locale: person.locale, data });
  });
}

/** Chooses a new password with a mailed link. It signs nobody in, so a second factor is still asked for. */
export async function confirmReset(ctx: Context, kind: Kind, token: string, password: string): Promise<void> {
  const link = await links.read(ctx, "reset", token);
  const id = kind === "account" ? link.account : link.staff;
  const person = id === null ? undefined : await store.findById(ctx, { kind, id });
  if (person === undefined) throw links.gone();
  refuseWeak(password, person);
  const hash = await hashPassword(password);
  await inTransaction(ctx, async (ctx) => {
    await links.use(ctx, "reset", token);
    await replacePassword(ctx, { kind, id: person.id }, person, hash);
    await forgetFailures(ctx, kind, person.email);
  });
}

/** Changes one's own password: all other sessions end, and a mail says so. */
export async function changePassword(
  ctx: Context,
  who: Who & { session: string },
  given: { current: string; password: string },
): Promise<void> {
  const person = await mustKnow(ctx, who, given.current, "current");
  refuseWeak(given.password, person);
  const hash = await hashPassword(given.password);
  await inTransaction(ctx, (ctx) => replacePassword(ctx, who, person, hash, who.session));
}

async function replacePassword(ctx: Context, who: Who, person: store.Person, hash: string, keep?: string) {
  await store.setPassword(ctx, who, hash);
  await store.deleteSessions(ctx, who, keep);
  await links.revoke(ctx, "reset", whoseOf(who));
  await links.revoke(ctx, "second-factor", whoseOf(who));
  await record(ctx, { action: "password.change", target: who.id });
  const data = { path: terms[who.kind].resetPath };
  await queue(ctx, { to: person.email, template: "password-changed", locale: person.locale, data });
}

/** Whoever is signed in, if this is their password. Wrong ones count like failed sign-ins. */
export async function mustKnow(ctx: Context, who: Who, password: string, field = "password"): Promise<store.Person> {
  const person = await store.findById(ctx, who);
  const waits = person === undefined || (await mustWait(ctx, who.kind, person.email, whence(ctx.actor).ip));
  const fits = await passwordFits(person?.passwordHash ?? null, password);
  if (person !== undefined && fits && !waits) return person;
  if (person !== undefined) await fail(ctx, who.kind, person.email, waits, person.id);
  throw invalid({ [field]: "This is not your password. After several wrong tries wait up to five minutes." });
}

/** A code of the second factor again, for what asks for a fresh one. */
export async function mustGiveCode(ctx: Context, who: Who, code: string): Promise<void> {
  const person = await store.findById(ctx, who);
  const waits = person === undefined || (await mustWait(ctx, who.kind, person.email, whence(ctx.actor).ip));
  if (!waits && (await takeCode(ctx, who, code))) return;
  if (person !== undefined) await fail(ctx, who.kind, person.email, waits, person.id);
  throw invalid({ code: "This code does not fit or was used. Enter the one the app shows now." }, "code-refused");
}

/** A new factor's proof, on the session in use. */
export async function refreshFactor(ctx: Context, who: Who & { session: string }, code: string): Promise<void> {
  await mustGiveCode(ctx, who, code);
  await store.proveFactor(ctx, who.session);
  await record(ctx, { action: "factor.refresh", target: who.id });
}

/** Refuses staff whose second factor was given more than ten minutes ago, for what needs it only in some cases. */
export async function mustBeFresh(ctx: Context): Promise<void> {
  if (ctx.actor.kind !== "staff") throw unauthenticated();
  if (!isFresh(await store.factorAt(ctx, ctx.actor.session), ctx.now())) {
    throw new Refusal("proof_required", "Enter a code of your second factor again to go on.");
  }
}

function whoseOf({ kind, id }: Who): { account: string } | { staff: string } {
  return kind === "account" ? { account: id } : { staff: id };
}
