import { getPlan } from "@mechanicbuddy/contract/plans";
import { redirect } from "@sveltejs/kit";
import { times } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import { archivesOf, packEverything } from "#lib/server/archives.ts";
import { isPaused } from "#lib/server/plan-banners.ts";
import type { Actions, PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = async (event) => {
  const me = await event.locals.me();
  if (!isPaused(me)) redirect(303, "/app");
  const { plan, role, workshop } = me;
  const isOwner = role === "owner";
  const [view, archives] = isOwner ? await Promise.all([api(event)(getPlan), archivesOf(event, me)]) : [];
  return {
    workshop: workshop.name,
    closing: plan?.state === "closing",
    reason: plan?.reason,
    removedOn: plan?.graceEndsAt === undefined ? undefined : times(workshop).time(plan.graceEndsAt),
    portalUrl: view?.portalUrl ?? null,
    archives,
  };
};

export const actions: Actions = { everything: packEverything };
