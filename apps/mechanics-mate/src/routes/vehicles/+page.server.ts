import { addVehicle, listVehicles } from "@mechanicbuddy/contract/mate/vehicles";
import { redirect } from "@sveltejs/kit";
import { mustBeSignedIn } from "#lib/page/guard.ts";
import { submit } from "#lib/page/submit.ts";
import { vehicleOf } from "#lib/page/vehicle-form.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  mustBeSignedIn(event);
  return { vehicles: (await event.locals.call(listVehicles)).items };
};

export const actions: Actions = {
  default: async (event) => {
    let id = "";
    const failed = await submit(event, "vehicle", async (sent) => {
      ({ id } = await event.locals.call(addVehicle, { body: vehicleOf(sent) }));
    });
    if (failed !== undefined) return failed;
    redirect(303, `/vehicles/${id}?added`);
  },
};
