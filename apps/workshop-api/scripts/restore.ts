import { Refusal } from "@mechanicbuddy/contract/problem";
import { restore } from "../src/transfer/everything/restoring.ts";
import { withTenant } from "./tenant-context.ts";

const usage = "Usage: npm run restore -- <workshop id> <archive.zip>\nThe workshop must exist and be empty.\n";

async function main([id, path, ...more]: string[]): Promise<number> {
  if (id === undefined || path === undefined || more.length > 0) {
    process.stderr.write(usage);
    return 2;
  }
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
