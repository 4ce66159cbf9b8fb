import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { BackupRefused, verifyArchive } from "@mechanicbuddy/platform/backup/archive";
import { bringBack } from "@mechanicbuddy/platform/backup/bringing-back";
import { fetchArchive, openPlace } from "@mechanicbuddy/platform/backup/place";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import type { Context } from "@mechanicbuddy/platform/context";
import { type Owner, withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { loginsFrom } from "@mechanicbuddy/platform/database/logins";
import { type MigrationSet, readMigrations } from "@mechanicbuddy/platform/database/migrations";
import { rows } from "@mechanicbuddy/platform/database/statement";
import type { Keys } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";
import * as invoices from "../src/invoices/invoices.ts";
import { migrationsDirectory } from "../src/migrate.ts";
import { getWorkOrder } from "../src/work-orders/work-orders.ts";
import { recordBackup } from "./backup-result.ts";
import { withTenant } from "./tenant-context.ts";
import { verifyWorkshop } from "./verify.ts";

const usage = `Usage: npm run drill -- --from FOLDER | s3://BUCKET/PREFIX
Brings the fullest workshop of the newest archive back beside the others, checks its chains, opens ten orders and a PDF, and
removes it again. Alerts go by the result.
`;
const ORDERS = 10;

interface Drilling {
  owner: Owner;
  path: string;
  keys: Keys;
  migrations: MigrationSet;
  /** Runs work on a workshop under its own login. */
  within: <T>(id: string, work: (ctx: Context) => Promise<T>) => Promise<T>;
}

/** Tries an archive out; answers what was opened. @throws when anything of it is not as it was saved */
export async function drill({ owner, path, keys, migrations, within }: Drilling): Promise<string> {
  const { tenants } = await verifyArchive(path);
  const rowsOf = ({ tables }: (typeof tenants)[number]) => tables.reduce((sum, table) => sum + table.rows, 0);
  const [fullest] = tenants.toSorted((a, b) => rowsOf(b) - rowsOf(a));
  if (fullest === undefined) throw new BackupRefused("The archive holds no workshop.");
  const as = `drill-${randomBytes(4).toString("hex")}`;
  try {
    await bringBack({ owner, path, keys, migrations, only: { id: fullest.id, as } });
    const opened = await within(as, async (ctx) => {
      const { problems } = await verifyWorkshop(ctx);
      if (problems.length > 0) throw new BackupRefused(`${fullest.id} is not intact: ${problems[0]}`);
      return openSome(ctx);
    });
    return `${fullest.id}, ${rowsOf(fullest)} rows: ${opened}`;
  } finally {
    await withClient(owner, async (client) => {
      await client.query("update instance.tenants set state = 'closing' where id = $1", [as]);
      await client.query("select instance.drop_tenant($1)", [as]);
    });
  }
}

async function openSome(ctx: Context): Promise<string> {
  const newest = (table: "work_orders" | "invoices", most: number) =>
    rows<{ id: string }>(ctx.db, sql`select id from ${sql.table(table)} order by id desc limit ${most}`);
  const orders = await newest("work_orders", ORDERS);
  for (const { id } of orders) await getWorkOrder(ctx, id);
  const documents = await newest("invoices", 1);
  for (const { id } of documents) {
    const { bytes } = await invoices.getPdf(ctx, id);
    if (Buffer.from(bytes.subarray(0, 5)).toString() !== "%PDF-") throw new BackupRefused("A PDF cannot be opened.");
  }
  return `${orders.length} orders and ${documents.length} PDF opened`;
}

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { from: { type: "string" } } });
  if (values.from === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const config = loadConfig(workshopApiConfig);
  const { owner, tenantKeys: keys } = await loginsFrom(config);
  const startedAt = performance.now();
  try {
    const place = await openPlace(values.from, config, process.env.INIT_CWD);
    const names = (await place.names())
      .filter((name) => /^mechanicbuddy-all-\d{8}T\d{6}Z\.tar\.zst$/.test(name))
      .sort();
    await place.close();
    const name = names.at(-1);
    if (name === undefined) throw new BackupRefused(`${values.from} holds no archive of all workshops.`);
    const { path, drop } = await fetchArchive(
      `${values.from.replace(/\/$/, "")}/${name}`,
      config,
      process.env.INIT_CWD,
    );
    const migrations = await readMigrations(migrationsDirectory);
    const found = await drill({ owner, path, keys, migrations, within: withTenant }).finally(drop);
    const said = `${name}: ${found}, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
    await recordBackup(owner, "drill", true, said);
    process.stdout.write(`${said}\n`);
    return 0;
  } catch (error) {
    const { message } = error as Error;
    await recordBackup(owner, "drill", false, message);
    process.stderr.write(`The drill failed. ${message}\n`);
    return 1;
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
