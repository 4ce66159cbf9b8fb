import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createLog } from "@mechanicbuddy/platform/log";
import { freePort, quickFolder } from "@mechanicbuddy/platform/testing/postgres";
import { demoPassword } from "@mechanicbuddy/standalone/demo/people";
import { type MeasuredExport, measureExport } from "@mechanicbuddy/standalone/large/export";
import { type Measured, measure, table } from "@mechanicbuddy/standalone/large/measure";
import { listRequests, searchRequests } from "@mechanicbuddy/standalone/large/requests";
import { large } from "@mechanicbuddy/standalone/large/rows";
import { largeWorkshop } from "@mechanicbuddy/standalone/large/workshop";
import { portsFrom } from "@mechanicbuddy/standalone/ports";
import { secretsOf } from "@mechanicbuddy/standalone/secrets";
import { apiEnvironment, startSystem } from "@mechanicbuddy/standalone/system";
import { benchBackup } from "./bench-backup.ts";
import { benchMate } from "./bench-mate.ts";
import { benchPlatform } from "./bench-platform.ts";

/** 95 of 100 answers within so many milliseconds, through HTTP. */
const LISTS_MS = 200;
const SEARCH_MS = 100;
/** Memory of an API while it makes an archive of everything. */
const EXPORT_MIB = 250;

const { values, positionals } = parseArgs({
  options: { tenth: { type: "boolean", default: false } },
  allowPositionals: true,
});
if (positionals[0] === "backup") await benchBackup();
if (positionals[0] === "mate") await benchMate();
if (positionals[0] === "platform") await benchPlatform();
const share = values.tenth ? 10 : 1;
const size = { customers: large.customers / share, vehicles: large.vehicles / share, orders: large.orders / share };

const names = Object.values(portsFrom({})).map(({ variable }) => variable);
const chosen = Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await freePort())])));
const dataDirectory = await mkdtemp(join(await quickFolder(), "mechanicbuddy-bench-"));
const startedAt = performance.now();
const system = await startSystem({
  ports: portsFrom(chosen),
  dataDirectory,
  fresh: false,
  log: createLog({ level: "error" }),
  tell: (line) => console.log(line),
  workshops: [largeWorkshop(size)],
  serve: false,
});
let measured: Measured[] = [];
let exported: MeasuredExport = { seconds: 0, peakMib: 0, archiveMib: 0 };
try {
  console.log(`${size.orders} orders, filled in ${Math.round((performance.now() - startedAt) / 1000)} s.`);
  const secrets = await secretsOf(dataDirectory);
  const site = `http://127.0.0.1:${system.api.port}`;
  const session = await fetch(`${site}/api/session`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-consumer-secret": secrets.consumerSecret,
      "x-tenant-id": "large",
    },
    body: JSON.stringify({ name: "anna", password: demoPassword }),
  });
  if (!session.ok) throw new Error(`anna cannot sign in: ${session.status} ${await session.text()}`);
  const { token } = (await session.json()) as { token: string };
  measured = [
    ...(await measure(site, token, listRequests(system.api.app.routes), LISTS_MS)),
    ...(await measure(site, token, searchRequests, SEARCH_MS)),
  ];
  const ports = portsFrom({ ...chosen, API_PORT: String(await freePort()) });
  exported = await measureExport({ ...apiEnvironment({ ports }, secrets), LOG_LEVEL: "error" }, token);
} finally {
  await system.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}
console.log(table(measured));
const { seconds, peakMib, archiveMib } = exported;
console.log(
  `Archive of everything: ${archiveMib.toFixed(0)} MiB in ${seconds.toFixed(1)} s, ${peakMib.toFixed(0)} of ${EXPORT_MIB} MiB of memory.`,
);
const slow = measured.filter(({ p95, limit }) => p95 > limit);
const faults = [
  ...(slow.length === 0 ? [] : [`${slow.length} of ${measured.length} are too slow.`]),
  ...(peakMib <= EXPORT_MIB ? [] : ["The archive takes too much memory."]),
];
console.log(faults.length === 0 ? "All within their limits." : faults.join(" "));
process.exit(faults.length === 0 ? 0 : 1);
