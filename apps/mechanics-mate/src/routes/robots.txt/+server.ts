import type { RequestHandler } from "./$types";

/** What only somebody signed in sees is of no use to a search engine. */
const closed = [
  "/account",
  "/admin",
  "/api",
  "/billing",
  "/chat",
  "/conversations",
  "/dashboard",
  "/documents",
  "/vehicles",
];

export const GET: RequestHandler = ({ locals }) => {
  const [origin = ""] = locals.ctx.site.origins;
  const lines = ["User-agent: *", ...closed.map((path) => `Disallow: ${path}`), `Sitemap: ${origin}/sitemap.xml`, ""];
  return new Response(lines.join("\n"), {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=3600" },
  });
};
