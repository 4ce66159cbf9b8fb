import { customerAuth, staffAuth } from "@mechanicbuddy/contract/management/auth";
import { ApiProblem } from "@mechanicbuddy/ui/site/problem";
import type { RequestEvent } from "@sveltejs/kit";
import { customer, staff } from "./api.ts";
import { forget, type Kind } from "./session.ts";

/** Signs out at one door; the other's session stays. */
export async function leaveBy(event: RequestEvent, kind: Kind): Promise<Response> {
  const { locals, cookies } = event;
  if (locals.sessions[kind] !== undefined) {
    locals.inForm = true;
    try {
      await (kind === "staff" ? staff(event)(staffAuth.logout) : customer(event)(customerAuth.logout));
    } catch (error) {
      // Whatever the API says, this browser forgets the session.
      if (!(error instanceof ApiProblem)) throw error;
    }
  }
  forget(cookies, kind, locals.secure);
  const location = `${kind === "staff" ? "/operate/login" : "/login"}?reason=signed-out`;
  return new Response(null, { status: 303, headers: { location, "clear-site-data": '"cache", "storage"' } });
}
