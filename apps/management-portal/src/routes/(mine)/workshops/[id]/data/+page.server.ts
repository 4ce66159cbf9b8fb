import { deleteTenant, exportTenant, restoreTenant } from "@mechanicbuddy/contract/management/tenants";
import { redirect } from "@sveltejs/kit";
import { customer } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

/** All there is to show stands in the workshop itself. */
export const load: PageServerLoad = async ({ parent }) => {
  await parent();
};

export const actions: Actions = {
  export: (event) =>
    submit(event, async () => {
      await customer(event)(exportTenant, { params: event.params });
      return { done: "export" as const };
    }),
  delete: (event) =>
    submit(event, async (form) => {
      const body = { confirm: form.text("confirm"), reason: form.optional("reason") };
      await customer(event)(deleteTenant, { params: event.params, body });
      redirect(303, `/workshops/${event.params.id}`);
    }),
  restore: (event) =>
    submit(event, async () => {
      await customer(event)(restoreTenant, { params: event.params });
      redirect(303, `/workshops/${event.params.id}`);
    }),
};
