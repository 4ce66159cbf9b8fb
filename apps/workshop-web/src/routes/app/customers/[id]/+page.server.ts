import {
  deleteCustomer,
  getCustomer,
  getCustomerBalance,
  listCustomerVehicles,
  recordConsent,
  updateCustomer,
} from "@mechanicbuddy/contract/customers";
import { captionCustomerFile, hangOnCustomer, removeCustomerFile } from "@mechanicbuddy/contract/files";
import { eraseCustomer, exportCustomer } from "@mechanicbuddy/contract/privacy";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { customerFrom } from "#lib/server/customer-form.ts";
import { tabContent, tabsFor } from "#lib/server/customer-tabs.ts";
import { fileActions } from "#lib/server/file-actions.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

const channels = ["email", "sms", "phone", "post"] as const;

export const load: PageServerLoad = async (event) => {
  const { params, url } = event;
  const call = api(event);
  const me = await event.locals.me();
  const [customer, vehicles, balance] = await Promise.all([
    call(getCustomer, { params }),
    call(listCustomerVehicles, { params }),
    me.permissions.includes("invoices.read") ? call(getCustomerBalance, { params }) : undefined,
  ]);
  // Whoever was merged leads to whom they were merged into.
  if (customer.id !== params.id) redirect(301, `/app/customers/${customer.id}${url.search}`);
  const { tab, views } = tabsFor(event, me, vehicles.items.length);
  const content = await tabContent(event, tab, customer.id, me);
  return {
    customer,
    vehicles: vehicles.items,
    balance,
    tab,
    views,
    merged: url.searchParams.has("merged"),
    ...content,
  };
};

export const actions: Actions = {
  delete: (event) =>
    submit(event, async () => {
      await api(event)(deleteCustomer, { params: event.params });
      redirect(303, "/app/customers");
    }),
  export: (event) =>
    submit(event, async (form) => {
      const body = { to: form.optional("to") };
      const made = await api(event)(exportCustomer, { params: event.params, body, idempotencyKey: form.key });
      return { exported: { link: made.link, sentTo: body.to } };
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
      const { workshop } = await event.locals.me();
      const body = {
        ...customerFrom(form, workshop.currency),
        version: form.version(),
        acceptWarnings: form.acceptWarnings,
      };
      await api(event)(updateCustomer, { params: event.params, body });
      return { saved: true };
    }),
  consent: (event) =>
    submit(event, async (form) => {
      const purpose = form.text("purpose") === "marketing" ? "marketing" : "reminders";
      const channel = channels.find((one) => one === form.text("channel")) ?? "email";
      const body = { purpose, channel, given: form.text("given") === "yes", how: form.text("how") } as const;
      await api(event)(recordConsent, { params: event.params, body, idempotencyKey: form.key });
      return { saved: true };
    }),
  archive: (event) =>
    submit(event, async (form) => {
      const body = { version: form.version(), archived: form.text("archived") === "yes" };
      await api(event)(updateCustomer, { params: event.params, body });
      return { saved: true };
    }),
};
