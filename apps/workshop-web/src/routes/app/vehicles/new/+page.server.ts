import { getCustomer } from "@mechanicbuddy/contract/customers";
import { createVehicle, listMakes } from "@mechanicbuddy/contract/vehicles";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import { vehicleFrom, withDecoded } from "#lib/server/vehicle-form.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const plate = searchParams.get("plate") ?? "";
  const id = searchParams.get("owner");
  const call = api(event);
  const [makes, owner] = await Promise.all([
    call(listMakes),
    id === null ? undefined : call(getCustomer, { params: { id } }),
  ]);
  return { owner: owner && { id: owner.id, name: owner.name }, plate, makes: makes.items };
};

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const typed = vehicleFrom(form);
      // Where the page decoded already, what it filled in is in the form, or was taken back.
      const facts = form.text("decodedVin") === "" ? await withDecoded(event, typed) : typed;
      const body = { ...facts, ownerId: form.optional("ownerId"), acceptWarnings: form.acceptWarnings };
      const { id } = await api(event)(createVehicle, { body, idempotencyKey: form.key });
      redirect(303, `/app/vehicles/${id}`);
    }),
};
