import { requestDemo } from "@mechanicbuddy/contract/management/demos";
import { visitor } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions } from "./$types";

export const actions: Actions = {
  default: (event) =>
    submit(event, async (form) => {
      const email = form.text("email");
      await visitor(event)(requestDemo, {
        body: {
          email,
          companyName: form.text("companyName"),
          phoneNumber: form.optional("phoneNumber"),
          message: form.optional("message"),
          website: form.optional("website"),
        },
      });
      return { sentTo: email };
    }),
};
