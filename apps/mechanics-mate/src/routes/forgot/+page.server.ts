import { forgotPassword } from "@mechanicbuddy/contract/mate/auth";
import { submit } from "#lib/page/submit.ts";
import type { Actions } from "./$types";

export const actions: Actions = {
  default: (event) =>
    submit(event, "forgot", async (sent) => {
      await event.locals.call(forgotPassword, { body: { email: sent.text("email") ?? "" } });
      return { sent: true };
    }),
};
