import type { Routing } from "@mechanicbuddy/contract/management/instances";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Context } from "../context.ts";

interface Place {
  tenant: string;
  tier: string;
  state: string;
  upstream: string | null;
}

/** Decides from memory where a request for a host goes. */
export interface Router {
  decide(ctx: Context, host: string): Promise<Routing>;
}

/** How old the map may be before it is read again, in the background of a decision. */
const FRESH_MS = 5_000;
/** How long a decision without the database is worth anything. */
const STALE_MS = 3_600_000;

/** Keeps the map of all workshops in memory, so that a decision never waits for the database and outlives it. */
export function openRouter(): Router {
  let places = new Map<string, Place>();
  let readAt = 0;
  let reading: Promise<void> | undefined;
  let isAway = false;

  const read = (ctx: Context): Promise<void> => {
    reading ??= load(ctx)
      .then((found) => {
        places = found;
        readAt = Date.now();
        isAway = false;
      })
      .catch((error: Error) => {
        if (!isAway) ctx.log.warn({ err: error }, "routing goes on from memory until the database answers again");
        isAway = true;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };

  return {
    decide: async (ctx, given) => {
      const { BASE_DOMAIN, PORTAL_URL } = ctx.platform.config;
      const host = given.toLowerCase().replace(/:\d+$/, "");
      const name = host.endsWith(`.${BASE_DOMAIN}`) ? host.slice(0, -BASE_DOMAIN.length - 1) : undefined;
      const age = Date.now() - readAt;
      // A name nobody knows may be a minute old: only then a decision waits for the database.
      const isUnknown = name !== undefined && !places.has(name) && !isAway;
      if (readAt === 0 || (isUnknown && age > 500)) await read(ctx);
      else if (age > FRESH_MS) read(ctx).catch(() => undefined);
      if (Date.now() - readAt > STALE_MS) {
        throw new Refusal("unavailable", "Nothing is known about any workshop at the moment.", { retryAfter: 5 });
      }
      const place = name === undefined ? undefined : places.get(name);
      const stale = isAway;
      const portal = new URL(PORTAL_URL).host;
      if (
        place?.upstream == null ||
        place.state === "purged" ||
        place.state === "provisioning" ||
        place.state === "failed"
      ) {
        return { host, upstream: portal, tenant: null, tier: null, page: "unknown-workshop", stale };
      }
      const { tenant, tier, state, upstream } = place;
      if (state === "deleted") return { host, upstream: portal, tenant, tier, page: "suspended", stale };
      return { host, upstream, tenant, tier, page: "workshop", stale };
    },
  };
}

async function load(ctx: Context): Promise<Map<string, Place>> {
  const found = await rows<Place>(
    ctx.db,
    sql`select t.id as tenant, tier, t.state, web_upstream as upstream from tenants t left join instances i on i.id = t.instance`,
  );
  return new Map(found.map((place) => [place.tenant, place]));
}
