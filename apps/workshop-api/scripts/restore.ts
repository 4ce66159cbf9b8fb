import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { BackupRefused, verifyArchive } from "@mechanicbuddy/platform/backup/archive";
import { bringBack } from "@mechanicbuddy/platform/backup/bringing-back";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import { loginsFrom } from "@mechanicbuddy/platform/database/logins";
import { readMigrations } from "@mechanicbuddy/platform/database/migrations";
import { migrationsDirectory } from "../src/migrate.ts";
import { restore } from "../src/transfer/everything/restoring.ts";
import { withTenant } from "./tenant-context.ts";

const usage = `Usage: npm run restore -- --from FILE --all                      everything, onto a new and migrated database
       npm run restore -- --from FILE --tenant ID [--as OTHER-ID]   one workshop, beside the others
       npm run restore -- --from FILE --verify                      reads the archive and compares every row's hash
       npm run restore -- ID ARCHIVE.zip                            an archive an owner took along, into an empty workshop
Nothing that is there is ever overwritten.
`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      from: { type: "string" },
      all: { type: "boolean", default: false },
      tenant: { type: "string" },
      as: { type: "string" },
      verify: { type: "boolean", default: false },
    },
  });
  const [id, path] = positionals;
  if (values.from === undefined && positionals.length === 2) return fromOwner(id as string, path as string);
  const chosen = [values.all, values.verify, values.tenant !== undefined].filter(Boolean).length;
  if (values.from === undefined || positionals.length > 0 || chosen !== 1 || (values.as && !values.tenant)) {
    process.stderr.write(usage);
    return 2;
  }
  const file = resolve(process.env.INIT_CWD ?? ".", values.from);
  try {
    if (values.verify) {
      const { tenants, madeAt } = await verifyArchive(file);
      process.stdout.write(`Intact: ${tenants.length} workshops as of ${madeAt}.\n`);
      return 0;
    }
    const { owner, tenantKeys: keys } = await loginsFrom(loadConfig(workshopApiConfig));
    const migrations = await readMigrations(migrationsDirectory);
    const only = values.tenant === undefined ? undefined : { id: values.tenant, as: values.as };
    const ids = await bringBack({ owner, path: file, keys, migrations, only });
    process.stdout.write(`Brought back: ${ids.join(", ")}. Every table's rows are those that were saved.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function fromOwner(id: string, path: string): Promise<number> {
  try {
    const { tables, bundles } = await withTenant(id, (ctx) => restore(ctx, path));
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const files = bundles.reduce((sum, bundle) => sum + bundle.files, 0);
    process.stdout.write(`${id}: ${rows} rows in ${tables.length} tables and ${files} files brought in.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${id}: nothing was changed. ${error.message}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
