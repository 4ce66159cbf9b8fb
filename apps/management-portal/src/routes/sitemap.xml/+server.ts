import { foundPages, publicOrigin } from "#lib/server/addresses.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => {
  const entries = foundPages.map((path) => `<url><loc>${new URL(path, publicOrigin(event)).href}</loc></url>`);
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join("\n")}\n</urlset>\n`;
  return new Response(text, {
    headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "public, max-age=3600" },
  });
};
