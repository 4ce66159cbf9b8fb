import { openMessage } from "@mechanicbuddy/contract/mate/admin";
import { proveAction } from "#lib/page/prove-action.ts";
import { submit } from "#lib/page/submit.ts";
import type { Actions } from "./$types";

export const actions: Actions = {
  prove: proveAction,
  open: (event) =>
    submit(event, "open", async (sent) => {
      const params = event.params as { id: string };
      return { opened: await event.locals.call(openMessage, { params, body: { reason: sent.text("reason") ?? "" } }) };
    }),
};
