import { settings } from "#lib/server/settings.ts";
import { passOn } from "#lib/server/webhooks.ts";
import type { RequestHandler } from "./$types";

/** The deployment guide's address at Stripe, where no proxy leads it to the API. */
export const POST: RequestHandler = ({ request }) => passOn(request, settings().apiUrl);
