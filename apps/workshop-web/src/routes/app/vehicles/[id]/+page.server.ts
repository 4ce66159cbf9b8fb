import { listCustomers } from "@mechanicbuddy/contract/customers";
import { captionVehicleFile, hangOnVehicle, listVehicleFiles, removeVehicleFile } from "@mechanicbuddy/contract/files";
import * as contract from "@mechanicbuddy/contract/vehicles";
import { api } from "#lib/server/api.ts";
import { fileActions } from "#lib/server/file-actions.ts";
import { submit } from "#lib/server/submit.ts";
import { vehicleFrom } from "#lib/server/vehicle-form.ts";
import type { Actions, PageServerLoad } from "./$types";

const reasons = ["instrument_changed", "earlier_typo", "unit"] as const;

export const load: PageServerLoad = async (event) => {
  const { params } = event;
  const call = api(event);
  const buyer = event.url.searchParams.get("buyer");
  const [vehicle, owners, readings, due, declined, history, files, buyers] = await Promise.all([
    call(contract.getVehicle, { params }),
    call(contract.listOwners, { params }),
    call(contract.listReadings, { params }),
    call(contract.listDueItems, { params }),
    call(contract.listDeclinedWork, { params }),
    call(contract.listVehicleHistory, { params }),
    call(listVehicleFiles, { params }),
    buyer ? call(listCustomers, { query: { q: buyer, limit: 10 } }) : undefined,
  ]);
  return {
    vehicle,
    owners: owners.items,
    readings: readings.items,
    due: due.items,
    declined: declined.items,
    history: history.items,
    files: files.items,
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
