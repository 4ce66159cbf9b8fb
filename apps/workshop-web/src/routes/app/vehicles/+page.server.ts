import { listVehicles } from "@mechanicbuddy/contract/vehicles";
import { api } from "#lib/server/api.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const q = searchParams.get("q") || undefined;
  const cursor = searchParams.get("cursor") || undefined;
  return { q, vehicles: await api(event)(listVehicles, { query: { q, cursor } }) };
};
