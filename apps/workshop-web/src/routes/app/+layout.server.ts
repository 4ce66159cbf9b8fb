import { listNotifications } from "@mechanicbuddy/contract/notifications";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { lookOf } from "#lib/server/look.ts";
import { placesFor } from "#lib/server/places.ts";
import { isPaused, planBanners } from "#lib/server/plan-banners.ts";
import { supportBanners } from "#lib/server/support-banners.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = async (event) => {
  const { locals, url } = event;
  const me = await locals.me();
  if (isPaused(me)) redirect(303, "/paused");
  const { unread } = await api(event)(listNotifications, { query: { limit: 0 } });
  if (me.mustChangePassword) redirect(303, "/change-password");
  if (me.mustAddFactor) redirect(303, "/set-up-factor");
  return {
    me,
    open: placesFor(me),
    unread,
    look: lookOf(event),
    idleSeconds: locals.session?.idleSeconds ?? 0,
    planBanners: [...supportBanners(me), ...planBanners(me)],
    // Whoever answers for the workshop is told that passwords travel readable on this network.
    unprotected: !locals.secure && me.role === "owner" && !/(^|\.)localhost$/.test(url.hostname),
  };
};
