import { settings } from "#lib/server/settings.ts";
import type { RequestHandler } from "./$types";

/** Ready when this server and its API are. */
export const GET: RequestHandler = async () => {
  const address = new URL("/health/ready", settings().apiUrl);
  const reply = await fetch(address, { signal: AbortSignal.timeout(3000) }).catch(() => undefined);
  const isReady = reply?.ok ?? false;
  const body = { status: isReady ? "ready" : "not ready", missing: isReady ? [] : ["api"] };
  return Response.json(body, { status: isReady ? 200 : 503 });
};
