import { maybeOne } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Context } from "../context.ts";

export interface Place {
  id: string;
  apiUrl: string;
}

/** Where a workshop runs. */
export function placeOf(ctx: Context, tenant: string): Promise<Place | undefined> {
  return maybeOne(
    ctx.db,
    sql<Place>`select instances.id, api_url as "apiUrl" from tenants join instances on instances.id = instance
      where tenants.id = ${tenant}`,
  );
}
