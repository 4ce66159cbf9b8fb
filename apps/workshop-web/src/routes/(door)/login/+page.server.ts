import { getDoor, giveSecondFactor, signIn } from "@mechanicbuddy/contract/identity";
import { ApiProblem } from "@mechanicbuddy/ui/site/problem";
import { safePath } from "@mechanicbuddy/ui/site/safe-path";
import { type RequestEvent, redirect } from "@sveltejs/kit";
import { api, deviceToken } from "#lib/server/api.ts";
import { enter } from "#lib/server/entering.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const next = url.searchParams.get("next") ?? undefined;
  if (locals.session !== undefined) redirect(303, safePath(next, "/app"));
  return { next, reason: url.searchParams.get("reason"), workshop: await nameOf(event) };
};

/** Whose workshop this is; the form is there without it too. */
async function nameOf(event: RequestEvent): Promise<string | undefined> {
  try {
    return (await api(event)(getDoor)).name;
  } catch (error) {
    if (error instanceof ApiProblem) return undefined;
    throw error;
  }
}

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
