import { createSupplier } from "@mechanicbuddy/contract/parts";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import { supplierFrom } from "#lib/server/supplier-form.ts";
import type { Actions } from "./$types";

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const { id } = await api(event)(createSupplier, { body: supplierFrom(form), idempotencyKey: form.key });
      redirect(303, `/app/parts/suppliers/${id}`);
    }),
};
