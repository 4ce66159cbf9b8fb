import type { Server } from "node:http";
import { type Site, serveBuilt } from "@mechanicbuddy/platform/http/site";

/** Serves the built site. Set `MANAGEMENT_API_URL` and `SESSION_SECRET` before: they are read once. */
export function serveSite(site: Site): Promise<Server> {
  return serveBuilt(site, {
    handler: new URL("../build/handler.js", import.meta.url),
    prefix: "PORTAL_SITE_",
    largestBodyBytes: 1024 * 1024,
    camera: false,
  });
}
