import { giveSecondFactor, type SignedIn, signIn } from "@mechanicbuddy/contract/identity";
import { safePath } from "@mechanicbuddy/ui/site/safe-path";
import { type RequestEvent, redirect } from "@sveltejs/kit";
import { api, deviceToken } from "#lib/server/api.ts";
import { startSession } from "#lib/server/session.ts";
import { settings } from "#lib/server/settings.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals, url }) => {
  const next = url.searchParams.get("next") ?? undefined;
  if (locals.session !== undefined) redirect(303, safePath(next, "/app"));
  return { next, reason: url.searchParams.get("reason") };
};

/** Starts the session in this browser and goes where the person was going. */
async function enter({ cookies, locals, url }: RequestEvent, signedIn: SignedIn, next: string | undefined) {
  const remember = signedIn.idleSeconds > DAY_SECONDS;
  const { sessionKey: key } = settings();
  await startSession(cookies, signedIn, { tenant: locals.tenant ?? url.host, remember, secure: locals.secure, key });
  const { mustChangePassword, mustAddFactor } = signedIn.me;
  if (mustChangePassword) redirect(303, "/change-password");
  redirect(303, mustAddFactor ? "/set-up-factor" : safePath(next, "/app"));
}

/** Only a session that stays on the device may idle this long. */
const DAY_SECONDS = 86_400;

export const actions: Actions = {
  password: (event) =>
    submit(
      event,
      async (form) => {
        // A session that is over must not speak for somebody who is just signing in.
        event.locals.session = undefined;
        const remember = form.checked("remember");
        const signedIn = await api(event)(signIn, {
          body: { name: form.text("name"), password: form.text("password"), remember, deviceToken: deviceToken(event) },
        });
        await enter(event, signedIn, form.optional("next"));
      },
      { visitor: true },
    ),
  code: (event) =>
    submit(
      event,
      async (form) => {
        event.locals.session = undefined;
        const signedIn = await api(event)(giveSecondFactor, {
          body: { challenge: form.text("challenge"), code: form.text("code"), deviceToken: deviceToken(event) },
        });
        await enter(event, signedIn, form.optional("next"));
      },
      { visitor: true },
    ),
};
