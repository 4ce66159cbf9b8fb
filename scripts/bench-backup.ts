import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { verifyArchive } from "@mechanicbuddy/platform/backup/archive";
import { bringBack } from "@mechanicbuddy/platform/backup/bringing-back";
import { save } from "@mechanicbuddy/platform/backup/saving";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import { databaseSetup, withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { loginsFrom } from "@mechanicbuddy/platform/database/logins";
import { migrate } from "@mechanicbuddy/platform/database/migrate";
import { readMigrations } from "@mechanicbuddy/platform/database/migrations";
import { createLog } from "@mechanicbuddy/platform/log";
import { freePort, quickFolder } from "@mechanicbuddy/platform/testing/postgres";
import { portsFrom } from "@mechanicbuddy/standalone/ports";
import { secretsOf } from "@mechanicbuddy/standalone/secrets";
import { apiEnvironment, startSystem } from "@mechanicbuddy/standalone/system";
import { migrationsDirectory } from "@mechanicbuddy/workshop-api/migrate";

const WORKSHOPS = 100;
const WHOLE_S = 300;
const ONE_S = 60;
/** With filling and comparing; a machine that needs longer has missed its limits anyway. */
const LONGEST_MS = 25 * 60_000;

/** Saves an instance of 100 workshops and brings it back, and one of them; exits 1 when a limit is missed or a row differs. */
export async function benchBackup(): Promise<never> {
  const names = Object.values(portsFrom({})).map(({ variable }) => variable);
  const ports = portsFrom(
    Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await freePort())]))),
  );
  const dataDirectory = await mkdtemp(join(await quickFolder(), "mechanicbuddy-bench-"));
  const log = createLog({ level: "error" });
  const tell = (line: string) => console.log(line);
  const system = await startSystem({ ports, dataDirectory, fresh: false, log, tell, serve: false });
  let isGood = false;
  let stage = "starting";
  const late = setTimeout(async () => {
    console.log(`Not done after ${LONGEST_MS / 60_000} minutes, still ${stage}.`);
    await system.stop();
    process.exit(1);
  }, LONGEST_MS);
  const next = (name: string) => {
    stage = name;
    tell(`${name} …`);
  };
  try {
    const secrets = await secretsOf(dataDirectory);
    const config = loadConfig(workshopApiConfig, {
      env: apiEnvironment({ ports, serve: false }, secrets),
      cwd: dataDirectory,
    });
    const { owner, app, tenantKeys: keys } = await loginsFrom(config);
    const migrations = await readMigrations(migrationsDirectory);
    const at = (name: string) => join(dataDirectory, `${name}.tar.zst`);
    const [first] = system.demos;
    const id = first?.id ?? "";

    next("saving and bringing back one workshop");
    const oneS = await seconds(async () => {
      await save({ owner, path: at("one"), release: "bench", only: id });
      await bringBack({ owner, path: at("one"), keys, migrations, only: { id, as: "copy-one" } });
    });
    const copies = WORKSHOPS - system.demos.length - 1;
    next(`making ${WORKSHOPS} workshops`);
    for (let n = 0; n < copies; n++)
      await bringBack({
        owner,
        path: at("one"),
        keys,
        migrations,
        only: { id, as: `copy-${String(n).padStart(3, "0")}` },
      });

    next("saving all of them");
    const saveS = await seconds(() => save({ owner, path: at("whole"), release: "bench" }));
    next("bringing all of them back");
    const other = { ...owner, database: "brought_back" };
    const superuser = { ...owner, user: "postgres", password: secrets.superuserPassword };
    await withClient({ ...superuser, database: "postgres" }, (client) =>
      client.query(`create database brought_back owner "${owner.user}"`),
    );
    await withClient({ ...superuser, database: other.database }, (client) =>
      client.query(databaseSetup(other.database, owner.user)),
    );
    const restoreS = await seconds(async () => {
      await migrate({ owner: other, appPassword: app.password, tenants: migrations, keys });
      await bringBack({ owner: other, path: at("whole"), keys, migrations });
    });
    next("comparing every row");
    await save({ owner: other, path: at("again"), release: "bench" });
    const [before, after] = [await verifyArchive(at("whole")), await verifyArchive(at("again"))];
    const isSame = JSON.stringify(before.tenants) === JSON.stringify(after.tenants);
    for (const [n, saved] of before.tenants.entries())
      if (JSON.stringify(saved) !== JSON.stringify(after.tenants[n])) console.log(`${saved.id} came back otherwise`);
    const rows = before.tenants.flatMap(({ tables }) => tables).reduce((sum, table) => sum + table.rows, 0);
    console.log(
      `${before.tenants.length} workshops, ${rows} rows; every table's hash is ${isSame ? "the same" : "NOT the same"}`,
    );
    console.log(`one workshop, saved and brought back    ${oneS.toFixed(1)} s of ${ONE_S}`);
    console.log(`all of them, saved                      ${saveS.toFixed(1)} s`);
    console.log(`all of them, brought back               ${restoreS.toFixed(1)} s; both of ${WHOLE_S}`);
    isGood = isSame && oneS <= ONE_S && saveS + restoreS <= WHOLE_S;
  } finally {
    clearTimeout(late);
    await system.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
  process.exit(isGood ? 0 : 1);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
