import { extendSession } from "@mechanicbuddy/contract/identity";
import { ApiProblem } from "@mechanicbuddy/ui/site/problem";
import { api } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

/** Starts the idle time anew, from the page's script; 401 when it is too late. */
export const POST: RequestHandler = async (event) => {
  event.locals.form = { faults: [] };
  try {
    return Response.json(await api(event)(extendSession));
  } catch (error) {
    if (error instanceof ApiProblem) return new Response(null, { status: error.status });
    throw error;
  }
};
