import { listModels } from "@mechanicbuddy/contract/vehicles";
import { json } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

/** Models to choose from once a make is typed. */
export const GET: RequestHandler = async (event) => {
  const make = event.url.searchParams.get("make")?.trim() ?? "";
  if (make === "" || make.length > 60) return json([]);
  return json((await api(event)(listModels, { query: { make } })).items);
};
