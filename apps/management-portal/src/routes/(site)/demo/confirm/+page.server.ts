import { confirmDemo } from "@mechanicbuddy/contract/management/demos";
import { visitor } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get("token") ?? "" });

export const actions: Actions = {
  default: (event) =>
    submit(event, async () => {
      const token = event.url.searchParams.get("token") ?? "";
      const { state } = await visitor(event)(confirmDemo, { body: { token } });
      return { isPending: state === "pending" };
    }),
};
