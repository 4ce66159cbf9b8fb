import { resendVerification } from "@mechanicbuddy/contract/mate/auth";
import { submit } from "#lib/page/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ url }) => ({ email: url.searchParams.get("email") ?? "" });

export const actions: Actions = {
  default: (event) =>
    submit(event, "resend", async (sent) => {
      const email = sent.text("email") ?? "";
      await event.locals.call(resendVerification, { body: { email } });
      return { again: true, email };
    }),
};
