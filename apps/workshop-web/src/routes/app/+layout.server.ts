import { redirect } from "@sveltejs/kit";
import { lookOf } from "#lib/server/look.ts";
import { placesFor } from "#lib/server/places.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = async (event) => {
  const me = await event.locals.me();
  if (me.mustChangePassword) redirect(303, "/change-password");
  return {
    me,
    open: placesFor(me.permissions),
    look: lookOf(event),
    session: { idleSeconds: event.locals.session?.idleSeconds ?? 0, remember: event.locals.session?.remember ?? false },
  };
};
