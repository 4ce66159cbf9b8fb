import { json } from "@sveltejs/kit";
import { decodedFacts } from "#lib/server/vehicle-form.ts";
import type { RequestHandler } from "./$types";

/** What a complete VIN says, while the form is open. */
export const GET: RequestHandler = async (event) => {
  const vin = event.url.searchParams.get("vin")?.trim() ?? "";
  if (vin.length !== 17) return json({});
  return json(await decodedFacts(event, vin));
};
