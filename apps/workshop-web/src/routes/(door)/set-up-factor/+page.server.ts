import { redirect } from "@sveltejs/kit";
import { factorActions, factorOf } from "#lib/server/factor-actions.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { mustAddFactor } = await event.locals.me();
  // After the last step the recovery codes are still to be read here.
  if (!mustAddFactor && event.request.method === "GET" && !event.isDataRequest) redirect(303, "/app/profile");
  return { factor: await factorOf(event) };
};

const { startFactor, confirmFactor } = factorActions;
export const actions: Actions = { startFactor, confirmFactor };
