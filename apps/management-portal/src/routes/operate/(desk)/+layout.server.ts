import { ApiProblem, ownProblem } from "@mechanicbuddy/ui/site/problem";
import { error, redirect } from "@sveltejs/kit";
import { homeOf, mayBeAt, placeOf, places } from "#lib/operate/places.ts";
import { m } from "#lib/paraglide/messages.js";
import type { LayoutServerLoad } from "./$types";

/** Who is at the desk, and whether they may be at this place of it. */
export const load: LayoutServerLoad = async ({ locals, url }) => {
  const me = await locals.staffMe();
  if (me.mustSetUpFactor) redirect(303, "/operate/factor");
  const place = placeOf(url.pathname);
  if (place === undefined) error(404, m["errors.notFound.text"]());
  if (!mayBeAt(me.role, place)) {
    if (place === "/operate") redirect(303, homeOf(me.role));
    const problem = ownProblem("forbidden", m["errors.forbidden.staff"]({ permission: places[place] }));
    throw new ApiProblem(problem.problem);
  }
  return { me };
};
