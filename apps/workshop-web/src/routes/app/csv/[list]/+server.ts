import { error } from "@sveltejs/kit";
import { listFile } from "#lib/server/api.ts";
import { csvRoute } from "#lib/server/list-csv.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => {
  const route = csvRoute(event.params.list);
  if (route === undefined) error(404);
  return listFile(event, route, Object.fromEntries(event.url.searchParams));
};
