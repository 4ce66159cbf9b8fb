import { getRouting } from "@mechanicbuddy/contract/management/instances";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import { openRouter } from "./routing.ts";

export function registerRouting(app: App): void {
  const router = openRouter();
  handle(app, getRouting, (ctx, { query }) => router.decide(ctx, query.host), {
    headers: ({ upstream, tenant, tier }) => ({
      "x-upstream": upstream,
      "cache-control": "max-age=30",
      ...(tenant === null ? {} : { "x-tenant-id": tenant }),
      ...(tier === null ? {} : { "x-tenant-tier": tier }),
    }),
  });
}
