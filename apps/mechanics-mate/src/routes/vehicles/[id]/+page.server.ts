import { deleteVehicle, getVehicle, updateVehicle } from "@mechanicbuddy/contract/mate/vehicles";
import { redirect } from "@sveltejs/kit";
import { mustBeSignedIn } from "#lib/page/guard.ts";
import { shown } from "#lib/page/refused.ts";
import { submit } from "#lib/page/submit.ts";
import { vehicleOf } from "#lib/page/vehicle-form.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  mustBeSignedIn(event);
  const vehicle = await shown(event.locals.call(getVehicle, { params: event.params }));
  return { vehicle, added: event.url.searchParams.has("added") };
};

export const actions: Actions = {
  save: (event) =>
    submit(event, "vehicle", async (sent) => {
      const body = { version: sent.number("version") ?? 0, ...vehicleOf(sent) };
      await event.locals.call(updateVehicle, { params: event.params, body });
      return { saved: true };
    }),
  remove: async (event) => {
    const failed = await submit(event, "vehicle", async () => {
      await event.locals.call(deleteVehicle, { params: event.params });
    });
    if (failed !== undefined) return failed;
    redirect(303, "/vehicles");
  },
};
