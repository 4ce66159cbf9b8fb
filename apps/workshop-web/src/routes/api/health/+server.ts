import { settings } from "#lib/server/settings.ts";
import type { RequestHandler } from "./$types";

/** Ready when this server and its API are. */
export const GET: RequestHandler = async () => {
  const reply = await fetch(new URL("/health/ready", settings().apiUrl), { signal: AbortSignal.timeout(3000) }).catch(
    () => undefined,
  );
  const ready = reply?.ok ?? false;
  return Response.json(
    { status: ready ? "ready" : "not ready", missing: ready ? [] : ["api"] },
    { status: ready ? 200 : 503 },
  );
};
