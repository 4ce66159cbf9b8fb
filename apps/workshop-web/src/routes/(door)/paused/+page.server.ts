import { getPlan } from "@mechanicbuddy/contract/plans";
import { redirect } from "@sveltejs/kit";
import { times } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import { isPaused } from "#lib/server/plan-banners.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = async (event) => {
  const me = await event.locals.me();
  if (!isPaused(me)) redirect(303, "/app");
  const { plan, role, workshop } = me;
  const { portalUrl } = role === "owner" ? await api(event)(getPlan) : { portalUrl: null };
  return {
    workshop: workshop.name,
    closing: plan?.state === "closing",
    reason: plan?.reason,
    removedOn: plan?.graceEndsAt === undefined ? undefined : times(workshop).time(plan.graceEndsAt),
    portalUrl,
  };
};
