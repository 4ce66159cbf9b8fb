import { redirect } from "@sveltejs/kit";
import { lookOf } from "#lib/server/look.ts";
import { placesFor } from "#lib/server/places.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = async (event) => {
  const { locals, url } = event;
  const me = await locals.me();
  if (me.mustChangePassword) redirect(303, "/change-password");
  return {
    me,
    open: placesFor(me.permissions),
    look: lookOf(event),
    idleSeconds: locals.session?.idleSeconds ?? 0,
    // Whoever answers for the workshop is told that passwords travel readable on this network.
    unprotected: !locals.secure && me.role === "owner" && !/(^|\.)localhost$/.test(url.hostname),
  };
};
