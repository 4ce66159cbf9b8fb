import { createCustomer } from "@mechanicbuddy/contract/customers";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { customerFrom } from "#lib/server/customer-form.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Words that found nobody begin the form: the last one is the surname. */
export const load: PageServerLoad = ({ url }) => {
  const words = url.searchParams.get("name")?.trim().split(/\s+/) ?? [];
  return { named: { firstName: words.slice(0, -1).join(" "), lastName: words.at(-1) ?? "" } };
};

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const body = { ...customerFrom(form, workshop.currency), acceptWarnings: form.acceptWarnings };
      const { id } = await api(event)(createCustomer, { body, idempotencyKey: form.key });
      redirect(303, `/app/customers/${id}`);
    }),
};
