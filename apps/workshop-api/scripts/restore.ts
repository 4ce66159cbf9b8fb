import { parseArgs } from "node:util";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { BackupRefused, verifyArchive } from "@mechanicbuddy/platform/backup/archive";
import { bringBack } from "@mechanicbuddy/platform/backup/bringing-back";
import { fetchArchive } from "@mechanicbuddy/platform/backup/place";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import { loginsFrom } from "@mechanicbuddy/platform/database/logins";
import { readMigrations } from "@mechanicbuddy/platform/database/migrations";
import { migrationsDirectory } from "../src/migrate.ts";
import { restore } from "../src/transfer/everything/restoring.ts";
import { withTenant } from "./tenant-context.ts";

const usage = `Usage: npm run restore -- --from FILE --all                      everything, onto a new and migrated database
       npm run restore -- --from FILE --tenant ID [--as OTHER-ID]   one workshop, beside the others
         … --tenant ID [--as OTHER-ID] --replace ID                 puts it where one is already; ID once more, to be sure
       npm run restore -- --from FILE --verify                      reads the archive and compares every row's hash
       npm run restore -- ID ARCHIVE.zip                            an archive an owner took along, into an empty workshop
FILE may also be s3://BUCKET/PREFIX/NAME.
Without --replace nothing that is there is overwritten; with it the one that is there goes when the other's rows are back.
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
      replace: { type: "string" },
      verify: { type: "boolean", default: false },
    },
  });
  const [id, path] = positionals;
  if (values.from === undefined && positionals.length === 2) return fromOwner(id as string, path as string);
  const chosen = [values.all, values.verify, values.tenant !== undefined].filter(Boolean).length;
  if (
    values.from === undefined ||
    positionals.length > 0 ||
    chosen !== 1 ||
    ((values.as ?? values.replace) && !values.tenant)
  ) {
    process.stderr.write(usage);
    return 2;
  }
  let drop: (() => Promise<void>) | undefined;
  try {
    const given = values.from.startsWith("s3://") ? loadConfig(workshopApiConfig) : { S3_REGION: "" };
    const fetched = await fetchArchive(values.from, given, process.env.INIT_CWD);
    const file = fetched.path;
    drop = fetched.drop;
    if (values.verify) {
      const { tenants, madeAt } = await verifyArchive(file);
      process.stdout.write(`Intact: ${tenants.length} workshops as of ${madeAt}.\n`);
      return 0;
    }
    const { owner, tenantKeys: keys } = await loginsFrom(loadConfig(workshopApiConfig));
    const migrations = await readMigrations(migrationsDirectory);
    const only = values.tenant === undefined ? undefined : { id: values.tenant, as: values.as };
    const ids = await bringBack({ owner, path: file, keys, migrations, only, replace: values.replace });
    process.stdout.write(`Brought back: ${ids.join(", ")}. Every table's rows are those that were saved.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    await drop?.();
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
