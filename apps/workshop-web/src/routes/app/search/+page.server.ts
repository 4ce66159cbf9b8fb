import { search, searchPlaces } from "#lib/server/search.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

const limit = 50;

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const words = searchParams.get("q")?.trim() ?? "";
  const kind = searchPlaces.find((one) => one === searchParams.get("kind"));
  const groups = await search(event, { words, kind, limit });
  const found = groups.reduce((sum, { items }) => sum + items.length, 0);
  return { words, kind, groups, found, cut: found >= limit };
};
