import { fileURLToPath } from "node:url";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { managementApiConfig } from "@mechanicbuddy/platform/config/management";
import { appLogin, type Owner, withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { leaveAppPassword } from "@mechanicbuddy/platform/database/logins";
import { ensureAppLogin } from "@mechanicbuddy/platform/database/migrate";
import { grantStatements, migrateSchema, readMigrations } from "@mechanicbuddy/platform/database/migrations";
import { createLog } from "@mechanicbuddy/platform/log";
import { installTaskTables } from "@mechanicbuddy/platform/tasks/install";
import { loginsOf } from "./logins.ts";

export const migrationsDirectory = fileURLToPath(new URL("../migrations", import.meta.url));
const LOCK = 7_281_946;

/** Brings the platform's database up to date under the owner's login. Several may call it; one works, the others wait. */
export async function migratePlatform(owner: Owner, appPassword: string): Promise<void> {
  const set = await readMigrations(migrationsDirectory);
  await withClient(owner, async (client) => {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await ensureAppLogin(client, owner, appPassword);
    await migrateSchema(client, "public", set);
    await client.query("select keep_audit_partitions(current_date)");
    await installTaskTables(client, false);
    const tables = await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not relispartition order by relname`,
    );
    const names = tables.rows.map(({ name }) => name);
    const app = `"${appLogin(owner.user)}"`;
    await client.query(`${grantStatements("public", app, set, names)} grant select on migrations to ${app};`);
  });
}

/** Sets the password of the login with which the shared instance reaches its own database in the platform's cluster. */
async function setWorkshopsPassword(owner: Owner, password: string): Promise<void> {
  await withClient(owner, async (client) => {
    await client.query("set password_encryption = 'scram-sha-256'");
    await client.query(`alter role management password ${client.escapeLiteral(password)}`);
  });
}

/** The newest migration there is. */
export async function newestMigration(): Promise<string> {
  return (await readMigrations(migrationsDirectory)).newest;
}

if (import.meta.main) {
  const config = loadConfig(managementApiConfig);
  const { owner, app } = await loginsOf(config);
  await migratePlatform(owner, app.password);
  if (config.WORKSHOPS_DB_PASSWORD !== undefined) await setWorkshopsPassword(owner, config.WORKSHOPS_DB_PASSWORD);
  await leaveAppPassword(app);
  createLog({ level: config.LOG_LEVEL }).info({ schemaVersion: await newestMigration() }, "platform migrated");
}
