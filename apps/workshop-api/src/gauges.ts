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
  gauge("mechanicbuddy_tenants_behind", "Workshops whose schema is older than the release", behind);
}
