import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { type WorkshopApiConfig, workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import { leaveAppPassword, loginsFrom } from "@mechanicbuddy/platform/database/logins";
import { migrate } from "@mechanicbuddy/platform/database/migrate";
import { readMigrations } from "@mechanicbuddy/platform/database/migrations";
import { fillSpares } from "@mechanicbuddy/platform/database/spares";
import { createLog } from "@mechanicbuddy/platform/log";
import { startFault } from "@mechanicbuddy/platform/start-fault";

export const migrationsDirectory = fileURLToPath(new URL("../migrations", import.meta.url));

/** Some workshops are up to date, others are not. */
const SOME_FAILED = 3;

/**
 * Brings the database of the settings up to date: instance tables, task tables, every workshop, or one that failed before
 * (`--tenant ID`). Answers the exit code.
 */
async function main(config: WorkshopApiConfig): Promise<number> {
  const { values } = parseArgs({ options: { tenant: { type: "string" } }, strict: false });
  const log = createLog({ level: config.LOG_LEVEL });
  const { owner, app, tenantKeys } = await loginsFrom(config);
  const tenants = await readMigrations(migrationsDirectory);
  const { migrated, current, failed } = await migrate({
    owner,
    appPassword: app.password,
    tenants,
    keys: tenantKeys,
    retry: typeof values.tenant === "string" ? values.tenant : undefined,
    only: config.MULTI_TENANCY ? undefined : config.TENANT_ID,
    renewLogins: process.argv.includes("--rotate-tenant-key"),
  });
  if (config.MULTI_TENANCY && (config.PLATFORM_URL ?? config.PLATFORM_PUBLIC_KEY) !== undefined) {
    await fillSpares(owner, tenantKeys, tenants, config.SPARE_TENANTS);
  }
  await leaveAppPassword(app);
  log.info({ count: migrated.length, schemaVersion: tenants.newest }, `workshops migrated; ${current} were current`);
  for (const { id, error } of failed)
    process.stderr.write(`${id} stays as it was: ${error}. Then: npm run migrate -- --tenant ${id}\n`);
  // Beside a server of many workshops one that is stuck must not keep the others from theirs.
  const isBesideServer = config.MULTI_TENANCY && values["leave-app-password"] !== undefined;
  return failed.length === 0 || isBesideServer ? 0 : SOME_FAILED;
}

if (import.meta.main) {
  let config: WorkshopApiConfig | undefined;
  try {
    config = loadConfig(workshopApiConfig);
    process.exitCode = await main(config);
  } catch (error) {
    process.stderr.write(`${startFault(error, config)}\n`);
    process.exitCode = 1;
  }
}
