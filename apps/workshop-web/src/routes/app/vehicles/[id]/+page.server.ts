import { listCustomers } from "@mechanicbuddy/contract/customers";
import { listVehicleEstimates } from "@mechanicbuddy/contract/estimates";
import { captionVehicleFile, hangOnVehicle, listVehicleFiles, removeVehicleFile } from "@mechanicbuddy/contract/files";
import * as contract from "@mechanicbuddy/contract/vehicles";
import { redirect } from "@sveltejs/kit";
import { stateOf } from "#lib/estimates/choices.ts";
import { times, todayIn } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import { fileActions } from "#lib/server/file-actions.ts";
import { submit } from "#lib/server/submit.ts";
import { factsOf } from "#lib/server/vehicle-facts.ts";
import { dueItemFrom, vehicleFrom } from "#lib/server/vehicle-form.ts";
import type { Actions, PageServerLoad } from "./$types";

const reasons = ["instrument_changed", "earlier_typo", "unit"] as const;

export const load: PageServerLoad = async (event) => {
  const { params } = event;
  const call = api(event);
  const cursor = event.url.searchParams.get("cursor") ?? undefined;
  const me = await event.locals.me();
  const buyer = event.url.searchParams.get("buyer");
  const [vehicle, owners, readings, due, declined, history, files, estimates, makes, buyers] = await Promise.all([
    call(contract.getVehicle, { params }),
    call(contract.listOwners, { params }),
    call(contract.listReadings, { params }),
    call(contract.listDueItems, { params }),
    call(contract.listDeclinedWork, { params }),
    call(contract.listVehicleHistory, { params, query: { cursor } }),
    call(listVehicleFiles, { params }),
    me.permissions.includes("work.read") ? call(listVehicleEstimates, { params }) : undefined,
    me.permissions.includes("vehicles.write") ? call(contract.listMakes) : undefined,
    buyer ? call(listCustomers, { query: { q: buyer, limit: 10 } }) : undefined,
  ]);
  return {
    vehicle,
    facts: factsOf(vehicle, times(me.workshop)),
    owners: owners.items,
    readings: readings.items,
    due: due.items,
    declined: declined.items,
    history: history.items,
    older: history.nextCursor ?? undefined,
    isLater: cursor !== undefined,
    makes: makes?.items ?? [],
    today: todayIn(me.workshop.timeZone),
    files: files.items,
    estimates: (estimates?.items ?? []).map((estimate) => ({
      id: estimate.id,
      number: estimate.number,
      href: `/app/work/${estimate.workOrderId}/estimate`,
      state: stateOf(estimate).label,
      issuedAt: estimate.issuedAt,
      totalCents: estimate.totalCents,
    })),
    buyer,
    buyers: buyers?.items.map(({ id, name }) => ({ id, name })),
  };
};

export const actions: Actions = {
  ...fileActions({
    hang: (event, { fileId }) => api(event)(hangOnVehicle, { params: { id: event.params.id ?? "" }, body: { fileId } }),
    caption: (event, fileId, body) =>
      api(event)(captionVehicleFile, { params: { id: event.params.id ?? "", fileId }, body }),
    remove: (event, fileId) => api(event)(removeVehicleFile, { params: { id: event.params.id ?? "", fileId } }),
  }),
  save: (event) =>
    submit(event, async (form) => {
      const body = { ...vehicleFrom(form), version: form.version(), acceptWarnings: form.acceptWarnings };
      await api(event)(contract.updateVehicle, { params: event.params, body });
      return { saved: true };
    }),
  archive: (event) =>
    submit(event, async (form) => {
      const body = { version: form.version(), archived: form.text("archived") === "yes" };
      await api(event)(contract.updateVehicle, { params: event.params, body });
      return { saved: true };
    }),
  delete: (event) =>
    submit(event, async () => {
      await api(event)(contract.deleteVehicle, { params: event.params });
      redirect(303, "/app/vehicles");
    }),
  addDue: (event) =>
    submit(event, async (form) => {
      const body = dueItemFrom(form);
      await api(event)(contract.createDueItem, { params: event.params, body, idempotencyKey: form.key });
      return { saved: true };
    }),
  changeDue: (event) =>
    submit(event, async (form) => {
      const params = { id: form.text("itemId") };
      await api(event)(contract.updateDueItem, { params, body: { ...dueItemFrom(form), version: form.version() } });
      return { saved: true };
    }),
  removeDue: (event) =>
    submit(event, async (form) => {
      await api(event)(contract.deleteDueItem, { params: { id: form.text("itemId") } });
      return { saved: true };
    }),
  reading: (event) =>
    submit(event, async (form) => {
      const reason = reasons.find((one) => one === form.text("reason"));
      const body = { value: form.integer("value") ?? -1, reason, acceptWarnings: form.acceptWarnings };
      await api(event)(contract.addReading, { params: event.params, body, idempotencyKey: form.key });
      return { saved: true };
    }),
  owner: (event) =>
    submit(event, async (form) => {
      const body = { customerId: form.text("customerId"), fromOn: form.optional("fromOn") };
      await api(event)(contract.changeOwner, { params: event.params, body, idempotencyKey: form.key });
      return { saved: true };
    }),
};
