import { listCannedJobs } from "@mechanicbuddy/contract/catalogue";
import { listParts } from "@mechanicbuddy/contract/parts";
import { json } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

/** What the quick line of a job offers while one types: parts by code, name, barcode or OEM number, and canned jobs. */
export const GET: RequestHandler = async (event) => {
  const q = event.url.searchParams.get("q")?.trim() ?? "";
  if (q === "") return json({ parts: [], canned: [] });
  const call = api(event);
  const [parts, canned] = await Promise.all([
    call(listParts, { query: { q, limit: 8 } }),
    call(listCannedJobs, { query: { q, limit: 4 } }),
  ]);
  return json({
    parts: parts.items.map(({ id, code, name, salePriceCents, available }) => ({
      id,
      code,
      name,
      salePriceCents,
      available,
    })),
    canned: canned.items.map(({ id, code, title, totalCents }) => ({ id, code, title, totalCents })),
  });
};
