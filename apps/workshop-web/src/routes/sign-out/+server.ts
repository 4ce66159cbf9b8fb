import { signOut } from "@mechanicbuddy/contract/identity";
import { ApiProblem } from "@mechanicbuddy/ui/site/problem";
import { api } from "#lib/server/api.ts";
import { endSession } from "#lib/server/session.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async (event) => {
  const { locals, cookies } = event;
  if (locals.session !== undefined) {
    locals.form = { faults: [] };
    try {
      await api(event)(signOut);
    } catch (error) {
      // Whatever the API says, this browser forgets the session.
      if (!(error instanceof ApiProblem)) throw error;
    }
  }
  endSession(cookies, locals.secure);
  const headers = { location: "/login?reason=signed-out", "clear-site-data": '"cache", "storage"' };
  return new Response(null, { status: 303, headers });
};
