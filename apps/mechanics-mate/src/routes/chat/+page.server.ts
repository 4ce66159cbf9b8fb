import { listVehicles } from "@mechanicbuddy/contract/mate/vehicles";
import { askAction } from "#lib/page/chat-actions.ts";
import { mustBeSignedIn } from "#lib/page/guard.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  mustBeSignedIn(event);
  const { searchParams } = event.url;
  return {
    vehicles: (await event.locals.call(listVehicles)).items,
    message: searchParams.get("message") ?? "",
    vehicleId: searchParams.get("vehicle") ?? "",
  };
};

export const actions: Actions = { ask: (event) => askAction(event) };
