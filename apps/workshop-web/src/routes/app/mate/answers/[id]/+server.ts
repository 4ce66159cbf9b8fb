import { answerEvents } from "@mechanicbuddy/contract/assistant";
import { stream } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

/** The answer as it is written; a browser that lost the line reads on behind what it has. */
export const GET: RequestHandler = (event) => {
  const after = Number(event.request.headers.get("last-event-id") ?? 0);
  return stream(event, answerEvents, {
    params: event.params,
    query: Number.isInteger(after) && after > 0 ? { after } : {},
  });
};
