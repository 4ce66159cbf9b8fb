import { openApiDocument } from "@mechanicbuddy/contract/mate/reference";
import { type Entry, handle } from "../http/api.ts";
import { documentOf } from "./docs.ts";

/** The description of these routes, and of itself. */
export function docsRoutes(entries: readonly Entry[]): readonly Entry[] {
  const described: Entry = handle(openApiDocument, async (ctx) => documentOf(ctx.site.version, all));
  const all = [...entries, described].map(({ route }) => route);
  return [described];
}
