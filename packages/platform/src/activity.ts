import type { Pool } from "pg";
import type { Log } from "./log.ts";

/** When somebody of a workshop last worked, to within five minutes, at the cost of one write in five minutes. */
export interface Activity {
  /** Somebody signed in calls. Returns at once. */
  seen(tenantId: string): void;
  /** Resolves once everything that was seen is written. */
  close(): Promise<void>;
}

const EVERY_MS = 5 * 60_000;

export function openActivity(options: { appPool: Pool; now: () => Date; log: Log }): Activity {
  const { appPool, now, log } = options;
  const writtenAt = new Map<string, number>();
  const writing = new Set<Promise<unknown>>();

  const write = async (tenantId: string, at: Date) => {
    try {
      await appPool.query(
        `insert into instance.tenant_activity as known (tenant, last_active_at) values ($1, $2)
         on conflict (tenant) do update set last_active_at = greatest(known.last_active_at, excluded.last_active_at)`,
        [tenantId, at],
      );
    } catch (error) {
      writtenAt.delete(tenantId);
      log.warn({ err: error, tenant: tenantId }, "could not note that somebody works here");
    }
  };
  return {
    seen: (tenantId) => {
      const at = now();
      if (at.getTime() - (writtenAt.get(tenantId) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return;
      writtenAt.set(tenantId, at.getTime());
      const written: Promise<void> = write(tenantId, at).finally(() => writing.delete(written));
      writing.add(written);
    },
    close: async () => {
      await Promise.all(writing);
    },
  };
}
