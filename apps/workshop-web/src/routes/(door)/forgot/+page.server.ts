import { askForReset } from "@mechanicbuddy/contract/identity";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions } from "./$types";

export const actions: Actions = {
  default: (event) =>
    submit(
      event,
      async (form) => {
        await api(event)(askForReset, { body: { name: form.text("name") } });
        return { sent: true };
      },
      { visitor: true },
    ),
};
