import { checkSetPasswordLink, setPassword, signIn } from "@mechanicbuddy/contract/identity";
import { ApiProblem } from "@mechanicbuddy/ui/site/problem";
import { redirect } from "@sveltejs/kit";
import { api, deviceToken } from "#lib/server/api.ts";
import { enter } from "#lib/server/entering.ts";
import { endSession } from "#lib/server/session.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ "x-robots-tag": "noindex" });
  try {
    return { link: await api(event)(checkSetPasswordLink, { body: { token: event.params.token } }) };
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "gone") return { link: undefined };
    throw error;
  }
};

export const actions: Actions = {
  default: (event) =>
    submit(
      event,
      async (form) => {
        const { token } = event.params;
        event.locals.session = undefined;
        const call = api(event);
        const { purpose, username: name } = await call(checkSetPasswordLink, { body: { token } });
        const password = form.text("password");
        await call(setPassword, { body: { token, password } });
        // Every session of the account ended, this browser's too.
        endSession(event.cookies, event.locals.secure);
        // Whoever chose their first password has just come in; there is nobody else's session to end.
        if (purpose === "invite") {
          await enter(event, await call(signIn, { body: { name, password, deviceToken: deviceToken(event) } }));
        }
        redirect(303, "/login?reason=password-set");
      },
      { visitor: true },
    ),
};
