import { getConversion, getOverview } from "@mechanicbuddy/contract/management/operations";
import { staff } from "#lib/server/api.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  // Whoever may not see figures is led on by the layout; nothing is asked before that is known.
  await event.parent();
  const call = staff(event);
  const [overview, conversion] = await Promise.all([call(getOverview), call(getConversion)]);
  return { overview, conversion };
};
