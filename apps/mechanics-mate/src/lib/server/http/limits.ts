import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import type { Db } from "@mechanicbuddy/platform/database/statement";
import { maybeOne } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

export interface Limits {
  /** Counts one attempt under `key`; refuses the one after the last with the seconds to wait. */
  count(db: Db, key: string, most: number, windowSeconds: number, now: Date): Promise<void>;
}

/** Counters of all processes in one unlogged table, each window beginning with its first attempt. */
export function createLimits(factor = 1): Limits {
  return {
    count: async (db, key, most, windowSeconds, now) => {
      const row = await maybeOne<{ count: number; endsAt: Date }>(
        db,
        sql`insert into mate.rate_windows as w (key, count, ends_at)
          values (${key}, 1, ${new Date(now.getTime() + windowSeconds * 1000)})
          on conflict (key) do update set
            count = case when w.ends_at <= ${now} then 1 else w.count + 1 end,
            ends_at = case when w.ends_at <= ${now} then excluded.ends_at else w.ends_at end
          returning count, ends_at as "endsAt"`,
      );
      if (row === undefined || row.count <= most * factor) return;
      const retryAfter = Math.max(1, Math.ceil((row.endsAt.getTime() - now.getTime()) / 1000));
      throw new MateRefusal("rate_limited", `Too many requests. Try again in ${waitText(retryAfter)}.`, { retryAfter });
    },
  };
}

function waitText(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
