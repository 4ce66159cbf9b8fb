import { checkSetPasswordLink, setPassword } from "@mechanicbuddy/contract/identity";
import { ApiProblem } from "@mechanicbuddy/ui/site/problem";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
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
        await api(event)(setPassword, { body: { token, password: form.text("password") } });
        // Every session of the account ended, this browser's too.
        endSession(event.cookies, event.locals.secure);
        redirect(303, "/login?reason=password-set");
      },
      { visitor: true },
    ),
};
