import { getCustomer } from "@mechanicbuddy/contract/customers";
import { createVehicle } from "@mechanicbuddy/contract/vehicles";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import { vehicleFrom, withDecoded } from "#lib/server/vehicle-form.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const plate = searchParams.get("plate") ?? "";
  const id = searchParams.get("owner");
  if (id === null) return { owner: undefined, plate };
  const { name } = await api(event)(getCustomer, { params: { id } });
  return { owner: { id, name }, plate };
};

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const facts = await withDecoded(event, vehicleFrom(form));
      const body = { ...facts, ownerId: form.optional("ownerId"), acceptWarnings: form.acceptWarnings };
      const { id } = await api(event)(createVehicle, { body, idempotencyKey: form.key });
      redirect(303, `/app/vehicles/${id}`);
    }),
};
