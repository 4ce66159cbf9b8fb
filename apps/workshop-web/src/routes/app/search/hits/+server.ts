import { json } from "@sveltejs/kit";
import { search } from "#lib/server/search.ts";
import type { RequestHandler } from "./$types";

/** What the command palette shows while one types. */
export const GET: RequestHandler = async (event) => {
  const words = event.url.searchParams.get("q")?.trim() ?? "";
  return json(await search(event, { words, limit: 12 }));
};
