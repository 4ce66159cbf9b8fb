import { markEstimateOpened } from "@mechanicbuddy/contract/estimates";
import { api } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

/** The page's script says that a person sees it; scanners of mail run none. */
export const POST: RequestHandler = async (event) => {
  await api(event)(markEstimateOpened, { params: event.params });
  return new Response(null, { status: 204 });
};
