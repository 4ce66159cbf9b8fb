import { signIn } from "@mechanicbuddy/contract/identity";
import { redirect } from "@sveltejs/kit";
import { safePath } from "#lib/safe-path.ts";
import { api, deviceToken } from "#lib/server/api.ts";
import { startSession } from "#lib/server/session.ts";
import { settings } from "#lib/server/settings.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals, url }) => {
  const next = url.searchParams.get("next") ?? undefined;
  if (locals.session !== undefined) redirect(303, safePath(next));
  return { next, reason: url.searchParams.get("reason") };
};

export const actions: Actions = {
  default: (event) =>
    submit(
      event,
      async (form) => {
        const { locals, cookies, url } = event;
        // A session that is over must not speak for somebody who is just signing in.
        locals.session = undefined;
        const remember = form.checked("remember");
        const signedIn = await api(event)(signIn, {
          body: { name: form.text("name"), password: form.text("password"), remember, deviceToken: deviceToken(event) },
        });
        const { sessionKey: key } = settings();
        await startSession(cookies, signedIn, {
          tenant: locals.tenant ?? url.host,
          remember,
          secure: locals.secure,
          key,
        });
        redirect(303, signedIn.me.mustChangePassword ? "/change-password" : safePath(form.optional("next")));
      },
      { visitor: true },
    ),
};
