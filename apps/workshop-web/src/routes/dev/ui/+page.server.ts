import { error } from "@sveltejs/kit";
import { settings } from "#lib/server/settings.ts";
import type { PageServerLoad } from "./$types";

/** The gallery of components is for building and checking them, not for visitors. */
export const load: PageServerLoad = () => {
  if (settings().production) error(404);
};
