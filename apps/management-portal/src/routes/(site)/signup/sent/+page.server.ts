import { resendSignup } from "@mechanicbuddy/contract/management/signup";
import { visitor } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ url }) => ({ email: url.searchParams.get("email") ?? "" });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (form) => {
      await visitor(event)(resendSignup, { body: { email: form.text("email") } });
      return { sent: true };
    }),
};
