import {
  deleteCustomer,
  getCustomer,
  getCustomerBalance,
  listCustomerHistory,
  listCustomerVehicles,
  updateCustomer,
} from "@mechanicbuddy/contract/customers";
import {
  captionCustomerFile,
  hangOnCustomer,
  listCustomerFiles,
  removeCustomerFile,
} from "@mechanicbuddy/contract/files";
import { eraseCustomer } from "@mechanicbuddy/contract/privacy";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { customerFrom } from "#lib/server/customer-form.ts";
import { fileActions } from "#lib/server/file-actions.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { params } = event;
  const call = api(event);
  const { permissions } = await event.locals.me();
  const [customer, vehicles, history, files, balance] = await Promise.all([
    call(getCustomer, { params }),
    call(listCustomerVehicles, { params }),
    call(listCustomerHistory, { params }),
    call(listCustomerFiles, { params }),
    permissions.includes("invoices.read") ? call(getCustomerBalance, { params }) : undefined,
  ]);
  return { customer, vehicles: vehicles.items, history: history.items, files: files.items, balance };
};

export const actions: Actions = {
  delete: (event) =>
    submit(event, async () => {
      await api(event)(deleteCustomer, { params: event.params });
      redirect(303, "/app/customers");
    }),
  erase: (event) =>
    submit(event, async (form) => {
      const body = { version: form.version() };
      await api(event)(eraseCustomer, { params: event.params, body, idempotencyKey: form.key });
      return { erased: true };
    }),
  ...fileActions({
    hang: (event, { fileId }) =>
      api(event)(hangOnCustomer, { params: { id: event.params.id ?? "" }, body: { fileId } }),
    caption: (event, fileId, body) =>
      api(event)(captionCustomerFile, { params: { id: event.params.id ?? "", fileId }, body }),
    remove: (event, fileId) => api(event)(removeCustomerFile, { params: { id: event.params.id ?? "", fileId } }),
  }),
  save: (event) =>
    submit(event, async (form) => {
      const body = { ...customerFrom(form), version: form.version(), acceptWarnings: form.acceptWarnings };
      await api(event)(updateCustomer, { params: event.params, body });
      return { saved: true };
    }),
  archive: (event) =>
    submit(event, async (form) => {
      const body = { version: form.version(), archived: form.text("archived") === "yes" };
      await api(event)(updateCustomer, { params: event.params, body });
      return { saved: true };
    }),
};
