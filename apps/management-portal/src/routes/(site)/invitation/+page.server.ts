import { acceptInvitation } from "@mechanicbuddy/contract/management/tenants";
import { redirect } from "@sveltejs/kit";
import { customer } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ url, locals }) => {
  const { email } = await locals.me();
  return { token: url.searchParams.get("token") ?? "", email };
};

export const actions: Actions = {
  default: (event) =>
    submit(event, async () => {
      const token = event.url.searchParams.get("token") ?? "";
      const { tenant, awaitsOwner } = await customer(event)(acceptInvitation, { body: { token } });
      if (!awaitsOwner) redirect(303, `/workshops/${tenant}`);
      return { awaitsOwner };
    }),
};
