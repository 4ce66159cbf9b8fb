import { closedPages, publicOrigin } from "#lib/server/addresses.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => {
  const closed = closedPages.map((path) => `Disallow: ${path}`);
  const text = ["User-agent: *", ...closed, `Sitemap: ${publicOrigin(event)}/sitemap.xml`, ""].join("\n");
  return new Response(text, {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=3600" },
  });
};
