import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import { codeKey, newRecoveryCode, newSecret, stepOf, uriOf } from "@mechanicbuddy/platform/auth/totp";
import { newId } from "@mechanicbuddy/platform/id";
import { seal, sha256, unseal } from "@mechanicbuddy/platform/keys";
import { qrOf } from "@mechanicbuddy/platform/qr";
import { record } from "../audit/audit.ts";
import type { Context } from "../context.ts";
import { isFresh } from "../http/caller.ts";
import { queue } from "../mails/mails.ts";
import * as factors from "./factor-store.ts";
import { terms, type Who } from "./person.ts";
import * as store from "./store.ts";

const PURPOSE = "portal.totp";
const CODES = 10;
/** A set-up that nobody finished is forgotten after this. */
const SETUP_MS = 15 * 60_000;

/** Somebody signed in, with the session they use. */
export interface SignedInAs extends Who {
  session: string;
}

/** What the app needs. A second factor that is in force stays until the new one is confirmed. */
export async function begin(ctx: Context, who: SignedInAs, person: store.Person) {
  if (person.hasFactor && !isFresh(await store.factorAt(ctx, who.session), ctx.now())) {
    throw new Refusal("proof_required", "Enter a code of your second factor again to go on.");
  }
  const secret = newSecret();
  const id = newId();
  await factors.beginApp(ctx, who, id, seal(ctx.platform.keys.derive(PURPOSE), placeOf(id), secret));
  const uri = uriOf(secret, { label: person.email, issuer: "MechanicBuddy" });
  return { secret, uri, qr: qrOf(uri) };
}

/** The first code proves that the app knows the secret. The recovery codes are shown now and never again. */
export async function confirm(ctx: Context, who: SignedInAs, code: string): Promise<{ recoveryCodes: string[] }> {
  const app = await factors.findApp(ctx, who, "pending");
  if (app === undefined || ctx.now().getTime() - new Date(app.createdAt).getTime() > SETUP_MS) {
    throw invalid({ code: "This set-up has expired. Begin again." });
  }
  const step = stepOf(open(ctx, app), codeKey(code), ctx.now());
  if (step === undefined) throw invalid({ code: "This code does not fit. Enter the one the app shows now." });
  await factors.confirmApp(ctx, who, app.id, step);
  const recoveryCodes = Array.from({ length: CODES }, newRecoveryCode);
  await factors.insertCodes(
    ctx,
    who,
    recoveryCodes.map((each) => sha256(codeKey(each))),
  );
  await store.proveFactor(ctx, who.session);
  await changed(ctx, who, "turned on");
  return { recoveryCodes };
}

/** Turns it off; the staff cannot. */
export async function remove(ctx: Context, who: SignedInAs): Promise<void> {
  await factors.removeAll(ctx, who);
  await changed(ctx, who, "turned off");
}

async function changed(ctx: Context, who: SignedInAs, what: string): Promise<void> {
  await store.deleteSessions(ctx, who, who.session);
  await record(ctx, { action: "factor.change", target: who.id, after: { factor: what } });
  const person = await store.findById(ctx, who);
  if (person === undefined) return;
  const data = { what, path: terms[who.kind].resetPath };
  await queue(ctx, { to: person.email, template: "factor-changed", locale: person.locale, data });
}

/** Uses a code up, of the app or a recovery code; false when it does not fit or was used. */
export async function takeCode(ctx: Context, who: Who, typed: string): Promise<boolean> {
  const key = codeKey(typed);
  if (!/^[0-9]{6}$/.test(key)) {
    if (!(await factors.useRecoveryCode(ctx, who, sha256(key)))) return false;
    await record(ctx, { action: "factor.use-recovery-code", target: who.id });
    return true;
  }
  const app = await factors.findApp(ctx, who, "confirmed");
  const step = app === undefined ? undefined : stepOf(open(ctx, app), key, ctx.now());
  return app !== undefined && step !== undefined && factors.takeStep(ctx, app.id, step);
}

export function codesLeft(ctx: Context, who: Who): Promise<number> {
  return factors.codesLeft(ctx, who);
}

/** Under the previous secret too while a rotation lasts. */
function open(ctx: Context, { id, secret }: factors.App): string {
  const { keys } = ctx.platform;
  const previous = keys.derivePrevious(PURPOSE);
  try {
    return unseal(keys.derive(PURPOSE), placeOf(id), secret);
  } catch (error) {
    if (previous === undefined) throw error;
    return unseal(previous, placeOf(id), secret);
  }
}

function placeOf(id: string): string {
  return `factors/${id}/secret`;
}
