import { gauge } from "@mechanicbuddy/platform/metrics";
import { queueState } from "@mechanicbuddy/platform/tasks";
import type { Pool } from "pg";

interface Watched {
  appPool: Pool;
  /** Connections that are open, over all workshops. */
  openConnections: () => number;
  /** Workshops whose schema is older than this release's. */
  behind: () => Promise<number>;
}

/** Numbers of this instance that alerts ask for; each is looked up when somebody reads them. */
export function publishGauges({ appPool, openConnections, behind }: Watched): void {
  gauge("mechanicbuddy_database_connections", "Open connections of all workshops", openConnections);
  gauge("mechanicbuddy_task_oldest_seconds", "How long the oldest due task waits", async () => {
    const { oldestSeconds } = await queueState(appPool);
    return oldestSeconds;
  });
  const newest = async (kind: "backup" | "drill", what: "time" | "failed") => {
    const { rows } = await appPool.query<{ time: number | null; failed: boolean | null }>(
      `select extract(epoch from max(at) filter (where succeeded))::float8 as time,
          not (array_agg(succeeded order by id desc))[1] as failed
        from instance.backup_results where kind = $1`,
      [kind],
    );
    return what === "time" ? (rows[0]?.time ?? 0) : Number(rows[0]?.failed ?? false);
  };
  gauge("mechanicbuddy_backup_timestamp", "When all workshops were last saved; 0 where it is done otherwise", () =>
    newest("backup", "time"),
  );
  gauge("mechanicbuddy_drill_timestamp", "When a backup was last tried out and was good; 0 for never", () =>
    newest("drill", "time"),
  );
  gauge("mechanicbuddy_drill_failed", "1 when the last drill failed", () => newest("drill", "failed"));
  gauge("mechanicbuddy_tenants_behind", "Workshops whose schema is older than the release", behind);
}
