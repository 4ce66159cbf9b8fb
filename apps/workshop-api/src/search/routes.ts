import { searchAll } from "@mechanicbuddy/contract/search";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as search from "./search.ts";

export function searchRoutes(app: App): void {
  handle(app, searchAll, (ctx, { query }) => search.find(ctx, query));
}
