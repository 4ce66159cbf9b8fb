import { deleteSupplier, getSupplier, updateSupplier } from "@mechanicbuddy/contract/parts";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import { supplierFrom } from "#lib/server/supplier-form.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({
  supplier: await api(event)(getSupplier, { params: event.params }),
});

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const body = { version: form.version(), ...supplierFrom(form) };
      await api(event)(updateSupplier, { params: event.params, body });
      return { saved: true };
    }),
  archive: (event) =>
    submit(event, async (form) => {
      const body = { version: form.version(), archived: form.text("archived") === "yes" };
      await api(event)(updateSupplier, { params: event.params, body });
      return { saved: true };
    }),
  remove: (event) =>
    submit(event, async () => {
      await api(event)(deleteSupplier, { params: event.params });
      redirect(303, "/app/parts/suppliers");
    }),
};
