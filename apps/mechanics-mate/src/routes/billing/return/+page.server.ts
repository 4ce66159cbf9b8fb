import { checkoutReturn } from "@mechanicbuddy/contract/mate/subscriptions";
import { redirect } from "@sveltejs/kit";
import { mustBeSignedIn } from "#lib/page/guard.ts";
import { shown } from "#lib/page/refused.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  mustBeSignedIn(event);
  const sessionId = event.url.searchParams.get("session_id");
  if (sessionId === null) redirect(303, "/billing");
  const outcome = await shown(event.locals.call(checkoutReturn, { query: { session_id: sessionId } }));
  return { outcome, here: event.url.pathname + event.url.search };
};
