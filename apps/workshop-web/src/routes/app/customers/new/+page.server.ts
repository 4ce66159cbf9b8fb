import { createCustomer } from "@mechanicbuddy/contract/customers";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { customerFrom } from "#lib/server/customer-form.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions } from "./$types";

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const body = { ...customerFrom(form), acceptWarnings: form.acceptWarnings };
      const { id } = await api(event)(createCustomer, { body, idempotencyKey: form.key });
      redirect(303, `/app/customers/${id}`);
    }),
};
