import type { SignedIn } from "@mechanicbuddy/contract/identity";
import { ownProblem } from "@mechanicbuddy/ui/site/problem";
import { safePath } from "@mechanicbuddy/ui/site/safe-path";
import { type RequestEvent, redirect } from "@sveltejs/kit";
import { m } from "#lib/paraglide/messages.js";
import { startSession } from "./session.ts";
import { settings } from "./settings.ts";

/** Only a session that stays on the device may idle this long. */
const DAY_SECONDS = 86_400;

/** Starts the session in this browser and goes where the person was going. */
export async function enter(event: RequestEvent, signedIn: SignedIn, next?: string): Promise<never> {
  const { cookies, locals, url } = event;
  const remember = signedIn.idleSeconds > DAY_SECONDS;
  const { sessionKey: key } = settings();
  await startSession(cookies, signedIn, { tenant: locals.tenant ?? url.host, remember, secure: locals.secure, key });
  const { mustChangePassword, mustAddFactor } = signedIn.me;
  if (mustChangePassword) redirect(303, "/change-password");
  redirect(303, mustAddFactor ? "/set-up-factor" : safePath(next, "/app"));
}

/** The single-use code somebody comes with; whoever was signed in here does not speak for them. */
export function codeOf({ locals, url, setHeaders }: RequestEvent): string {
  setHeaders({ "x-robots-tag": "noindex" });
  locals.session = undefined;
  const code = url.searchParams.get("code") ?? "";
  if (!/^[\w-]{20,100}$/.test(code)) throw ownProblem("gone", m["login.wayIn.gone"]());
  return code;
}
