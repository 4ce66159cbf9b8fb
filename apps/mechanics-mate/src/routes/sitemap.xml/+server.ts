import { listCalculators, listCodes, listTrees } from "@mechanicbuddy/contract/mate/knowledge";
import type { RequestHandler } from "./$types";

const pages = ["/", "/codes", "/tools", "/pricing", "/quality", "/docs", "/privacy", "/terms"];

/** Every page a visitor may read: one for each code, tree and calculator. */
export const GET: RequestHandler = async ({ locals }) => {
  const [codes, trees, calculators] = await Promise.all([
    locals.call(listCodes, { query: { limit: 20_000 } }),
    locals.call(listTrees),
    locals.call(listCalculators),
  ]);
  const paths = [
    ...pages,
    ...codes.items.map(({ code }) => `/codes/${code}`),
    ...trees.items.map(({ id }) => `/tools/trees/${id}`),
    ...calculators.items.map(({ id }) => `/tools/calculators/${id}`),
  ];
  const [origin = ""] = locals.ctx.site.origins;
  const entries = paths.map((path) => `<url><loc>${new URL(path, origin).href}</loc></url>`).join("\n");
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries}\n</urlset>\n`,
    { headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "public, max-age=3600" } },
  );
};
