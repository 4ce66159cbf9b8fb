import { acceptStaffInvitation } from "@mechanicbuddy/contract/management/auth";
import { redirect } from "@sveltejs/kit";
import { visitor } from "#lib/server/api.ts";
import { enter } from "#lib/server/door-actions.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get("token") ?? "" });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (form) => {
      const body = { token: event.url.searchParams.get("token") ?? "", password: form.secret("password") };
      await enter(event, "staff", await visitor(event)(acceptStaffInvitation, { body }));
      redirect(303, "/operate/factor");
    }),
};
