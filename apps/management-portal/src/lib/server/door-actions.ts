import { customerAuth, type SignedIn, staffAuth } from "@mechanicbuddy/contract/management/auth";
import { safePath } from "@mechanicbuddy/ui/site/safe-path";
import { type RequestEvent, redirect } from "@sveltejs/kit";
import { visitor } from "./api.ts";
import { homes } from "./doors.ts";
import { type Kind, keep } from "./session.ts";
import { settings } from "./settings.ts";
import { submit } from "./submit.ts";

/** Starts the session in this browser; the other door's stays as it is. */
export async function enter(
  event: RequestEvent,
  kind: Kind,
  { token, tokenExpiresAt, session, sessionExpiresAt }: SignedIn,
) {
  const signedIn = { kind, token, tokenExpiresAt, session, sessionExpiresAt };
  event.locals.sessions[kind] = signedIn;
  await keep(event.cookies, signedIn, event.locals.secure, settings().sessionKey);
}

/** What every page of a door begins with: whoever is in already goes on. */
export function doorLoad({ locals, url }: RequestEvent, kind: Kind) {
  const next = url.searchParams.get("next") ?? undefined;
  if (locals.sessions[kind] !== undefined) redirect(303, safePath(next, homes[kind]));
  return { next, reason: url.searchParams.get("reason") };
}

const routes = { customer: customerAuth, staff: staffAuth } as const;

/** Signing in, by password and then by the code of a second factor. */
export const loginActions = (kind: Kind) => ({
  password: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = { email: form.text("email"), password: form.secret("password") };
      await enter(event, kind, await visitor(event)(routes[kind].login, { body }));
      redirect(303, safePath(form.optional("next"), homes[kind]));
    }),
  code: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = { challenge: form.text("challenge"), code: form.text("code") };
      await enter(event, kind, await visitor(event)(routes[kind].secondFactor, { body }));
      redirect(303, safePath(form.optional("next"), homes[kind]));
    }),
});

/** Asking for a new password: the answer is the same for every address. */
export const resetActions = (kind: Kind) => ({
  default: (event: RequestEvent) =>
    submit(event, async (form) => {
      const email = form.text("email");
      await visitor(event)(routes[kind].reset, { body: { email } });
      return { sentTo: email };
    }),
});

/** Choosing it with the link of the mail. */
export const confirmResetActions = (kind: Kind) => ({
  default: (event: RequestEvent) =>
    submit(event, async (form) => {
      const token = event.url.searchParams.get("token") ?? "";
      await visitor(event)(routes[kind].confirmReset, { body: { token, password: form.secret("password") } });
      redirect(303, `${kind === "staff" ? "/operate/login" : "/login"}?reason=password-set`);
    }),
});
