import {
  getCustomer,
  getCustomerBalance,
  listCustomerHistory,
  listCustomerVehicles,
  updateCustomer,
} from "@mechanicbuddy/contract/customers";
import { api } from "#lib/server/api.ts";
import { customerFrom } from "#lib/server/customer-form.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { params } = event;
  const call = api(event);
  const { permissions } = await event.locals.me();
  const [customer, vehicles, history, balance] = await Promise.all([
    call(getCustomer, { params }),
    call(listCustomerVehicles, { params }),
    call(listCustomerHistory, { params }),
    permissions.includes("invoices.read") ? call(getCustomerBalance, { params }) : undefined,
  ]);
  return { customer, vehicles: vehicles.items, history: history.items, balance };
};

export const actions: Actions = {
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
