import { settings } from "#lib/server/settings.ts";
import { version } from "../../../../package.json";
import type { RequestHandler } from "./$types";

/** Well while this server can answer: restarting it would not bring an absent API back, so that is only said. */
export const GET: RequestHandler = async () => {
  const address = new URL("/health/ready", settings().apiUrl);
  const reply = await fetch(address, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
  return Response.json({ status: "ok", api: reply?.ok ? "ready" : "away", version });
};
