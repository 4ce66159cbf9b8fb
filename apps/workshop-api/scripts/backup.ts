import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { parseArgs } from "node:util";
import { BackupRefused, verifyArchive } from "@mechanicbuddy/platform/backup/archive";
import { openPlace, type Place } from "@mechanicbuddy/platform/backup/place";
import { save } from "@mechanicbuddy/platform/backup/saving";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import { loginsFrom } from "@mechanicbuddy/platform/database/logins";
import { recordBackup } from "./backup-result.ts";

const usage = `Usage: npm run backup -- --all | --tenant ID  --to FOLDER | s3://BUCKET/PREFIX
  --keep-days 14   removes this command's older archives, once a new one was read back
  --every 24       goes on forever, every so many hours
Writes one archive of everything the database holds: all workshops, or one.
`;

const HOUR_MS = 3_600_000;

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      all: { type: "boolean", default: false },
      tenant: { type: "string" },
      to: { type: "string" },
      "keep-days": { type: "string" },
      every: { type: "string" },
    },
  });
  const days = Number(values["keep-days"] ?? Number.POSITIVE_INFINITY);
  const hours = Number(values.every ?? 0);
  if (values.all === (values.tenant !== undefined) || values.to === undefined || !(days >= 1) || !(hours >= 0)) {
    process.stderr.write(usage);
    return 2;
  }
  for (;;) {
    const code = await once(values.to, values.tenant, days);
    if (hours === 0) return code;
    await pass(hours * HOUR_MS);
  }
}

async function once(to: string, tenant: string | undefined, days: number): Promise<number> {
  const config = loadConfig(workshopApiConfig);
  if (config.FILES_DRIVER !== "database")
    process.stderr.write(`Uploads lie in ${config.FILES_DRIVER === "s3" ? "S3" : "FILES_DIR"}: save them as well.\n`);
  const { owner } = await loginsFrom(config);
  const start = `mechanicbuddy-${tenant ?? "all"}-`;
  const name = `${start}${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}.tar.zst`;
  let unfinished: string | undefined;
  let place: Place | undefined;
  try {
    place = await openPlace(to, config, process.env.INIT_CWD);
    unfinished = join(place.folder, `${name}.part`);
    const { tenants } = await save({ owner, path: unfinished, release: await release(), only: tenant });
    await verifyArchive(unfinished);
    const address = await place.keep(unfinished, name);
    const rows = tenants.flatMap(({ tables }) => tables).reduce((sum, table) => sum + table.rows, 0);
    if (tenant === undefined) await recordBackup(owner, "backup", true, address);
    process.stdout.write(`${address}: ${tenants.length} workshops, ${rows} rows\n`);
    await removeOld(place, start, days);
    return 0;
  } catch (error) {
    if (unfinished !== undefined) await rm(unfinished, { force: true });
    process.stderr.write(`No backup was made. ${(error as Error).message}\n`);
    if (!(error instanceof BackupRefused)) throw error;
    return 1;
  } finally {
    await place?.close();
  }
}

/** Goes by the moment in an archive's name, which stays true wherever it is copied. */
async function removeOld(place: Place, start: string, days: number): Promise<void> {
  const before = Date.now() - days * 24 * HOUR_MS;
  for (const name of await place.names()) {
    const moment = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.tar\.zst$/.exec(name);
    if (!name.startsWith(start) || moment === null) continue;
    const [year = 0, month = 1, ...rest] = moment.slice(1).map(Number);
    if (Date.UTC(year, month - 1, ...(rest as [number, number, number, number])) < before) await place.remove(name);
  }
}

async function release(): Promise<string> {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

process.exitCode = await main(process.argv.slice(2));
