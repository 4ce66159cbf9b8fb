import { verifySignup } from "@mechanicbuddy/contract/management/signup";
import { redirect } from "@sveltejs/kit";
import { visitor } from "#lib/server/api.ts";
import { enter } from "#lib/server/door-actions.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get("token") ?? "" });

export const actions: Actions = {
  default: (event) =>
    submit(event, async () => {
      const token = event.url.searchParams.get("token") ?? "";
      const verified = await visitor(event)(verifySignup, { body: { token } });
      await enter(event, "customer", verified);
      const { tenant, job, plan } = verified;
      redirect(303, `/signup/progress?${new URLSearchParams({ workshop: tenant, job, plan })}`);
    }),
};
