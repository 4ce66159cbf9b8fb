import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { parseArgs } from "node:util";
import { BackupRefused, verifyArchive } from "@mechanicbuddy/platform/backup/archive";
import { save } from "@mechanicbuddy/platform/backup/saving";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import { loginsFrom } from "@mechanicbuddy/platform/database/logins";

const usage = `Usage: npm run backup -- --all | --tenant ID  --to FOLDER
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
  const folder = resolve(process.env.INIT_CWD ?? ".", values.to);
  for (;;) {
    const code = await once(folder, values.tenant, days);
    if (hours === 0) return code;
    await pass(hours * HOUR_MS);
  }
}

async function once(folder: string, tenant: string | undefined, days: number): Promise<number> {
  const config = loadConfig(workshopApiConfig);
  if (config.FILES_DRIVER !== "database")
    process.stderr.write(`Uploads lie in ${config.FILES_DRIVER === "s3" ? "S3" : "FILES_DIR"}: save them as well.\n`);
  const { owner } = await loginsFrom(config);
  const start = `mechanicbuddy-${tenant ?? "all"}-`;
  const name = `${start}${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}.tar.zst`;
  const unfinished = join(folder, `${name}.part`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const { tenants } = await save({ owner, path: unfinished, release: await release(), only: tenant });
    await verifyArchive(unfinished);
    await rename(unfinished, join(folder, name));
    const rows = tenants.flatMap(({ tables }) => tables).reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(`${join(folder, name)}: ${tenants.length} workshops, ${rows} rows\n`);
    await removeOld(folder, start, days);
    return 0;
  } catch (error) {
    await rm(unfinished, { force: true });
    process.stderr.write(`No backup was made. ${(error as Error).message}\n`);
    if (!(error instanceof BackupRefused)) throw error;
    return 1;
  }
}

async function removeOld(folder: string, start: string, days: number): Promise<void> {
  const before = Date.now() - days * 24 * HOUR_MS;
  for (const name of await readdir(folder)) {
    if (!name.startsWith(start) || !/\d{8}T\d{6}Z\.tar\.zst$/.test(name)) continue;
    if ((await stat(join(folder, name))).mtimeMs < before) await rm(join(folder, name));
  }
}

async function release(): Promise<string> {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

process.exitCode = await main(process.argv.slice(2));
