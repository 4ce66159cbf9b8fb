import type { Server } from "node:http";
import { type Site, serveBuilt } from "@mechanicbuddy/platform/http/site";

/** Serves the built site; `src/lib/server/body-limit.ts` sets each page's own, smaller limit of a body. */
export function serveSite(site: Site): Promise<Server> {
  return serveBuilt(site, {
    handler: new URL("../build/handler.js", import.meta.url),
    prefix: "",
    largestBodyBytes: 50 * 1024 * 1024,
    camera: true,
  });
}
