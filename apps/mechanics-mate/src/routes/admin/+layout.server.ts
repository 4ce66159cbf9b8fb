import { error } from "@sveltejs/kit";
import { mustBeSignedIn } from "#lib/page/guard.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = async (event) => {
  mustBeSignedIn(event);
  const { me } = await event.parent();
  // Whoever is no administrator does not learn that there is an administration.
  if (!me?.isAdmin) error(404);
};
