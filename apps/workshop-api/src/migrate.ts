import { fileURLToPath } from "node:url";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { type WorkshopApiConfig, workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import { leaveAppPassword, loginsFrom } from "@mechanicbuddy/platform/database/logins";
import { migrate } from "@mechanicbuddy/platform/database/migrate";
import { readMigrations } from "@mechanicbuddy/platform/database/migrations";
import { fillSpares } from "@mechanicbuddy/platform/database/spares";
import { createLog } from "@mechanicbuddy/platform/log";
import { startFault } from "@mechanicbuddy/platform/start-fault";

export const migrationsDirectory = fileURLToPath(new URL("../migrations", import.meta.url));

/** Brings the database of the settings up to date: instance tables, task tables, every workshop. */
async function main(config: WorkshopApiConfig): Promise<void> {
  const log = createLog({ level: config.LOG_LEVEL });
  const { owner, app, tenantKeys } = await loginsFrom(config);
  const tenants = await readMigrations(migrationsDirectory);
  const { migrated, current } = await migrate({
    owner,
    appPassword: app.password,
    tenants,
    keys: tenantKeys,
    only: config.MULTI_TENANCY ? undefined : config.TENANT_ID,
    renewLogins: process.argv.includes("--rotate-tenant-key"),
  });
  if (config.MULTI_TENANCY && (config.PLATFORM_URL ?? config.PLATFORM_PUBLIC_KEY) !== undefined) {
    await fillSpares(owner, tenantKeys, tenants, config.SPARE_TENANTS);
  }
  await leaveAppPassword(app);
  log.info({ count: migrated.length, schemaVersion: tenants.newest }, `workshops migrated; ${current} were current`);
}

if (import.meta.main) {
  let config: WorkshopApiConfig | undefined;
  try {
    config = loadConfig(workshopApiConfig);
    await main(config);
  } catch (error) {
    process.stderr.write(`${startFault(error, config)}\n`);
    process.exitCode = 1;
  }
}
