import { listConversations } from "@mechanicbuddy/contract/mate/conversations";
import { listVehicles } from "@mechanicbuddy/contract/mate/vehicles";
import { mustBeSignedIn } from "#lib/page/guard.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  mustBeSignedIn(event);
  const { locals } = event;
  const [vehicles, conversations] = await Promise.all([
    locals.call(listVehicles),
    locals.call(listConversations, { query: { limit: 5 } }),
  ]);
  return { vehicles: vehicles.items, conversations: conversations.items };
};
