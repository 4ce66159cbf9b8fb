import { redirect } from "@sveltejs/kit";
import { homeOf } from "#lib/operate/places.ts";
import { selfActions } from "#lib/server/self-actions.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Open to whoever has none yet; once it is on, the codes are read here before one goes on. */
export const load: PageServerLoad = async ({ locals, request }) => {
  const me = await locals.staffMe();
  if (!me.mustSetUpFactor && request.method === "GET") redirect(303, homeOf(me.role));
  return { me, home: homeOf(me.role) };
};

const { beginFactor, confirmFactor } = selfActions("staff");
export const actions: Actions = { beginFactor, confirmFactor };
