import { enableCompileCache } from "node:module";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

enableCompileCache();

const { createLog } = await import("@mechanicbuddy/platform/log");
const { runUntilSignal } = await import("@mechanicbuddy/platform/lifecycle");
const { portsFrom } = await import("./ports.ts");
const { StartFault, startSystem } = await import("./system.ts");
const { summary } = await import("./summary.ts");

const startedAt = performance.now();
const { values } = parseArgs({ options: { fresh: { type: "boolean", default: false } } });
const log = createLog({ level: process.env.LOG_LEVEL ?? "warn" });

try {
  const ports = portsFrom(process.env);
  const starting = startSystem({
    ports,
    dataDirectory: resolve(process.env.DATA_DIR ?? ".data"),
    fresh: values.fresh,
    log,
    tell: (line) => console.log(line),
  });
  // A Ctrl-C while things start waits for them to stand, then stops them: nothing is left behind.
  runUntilSignal({ log, report: () => undefined, stop: async () => (await starting).stop() });
  const system = await starting;
  console.log(summary(ports, system.demos, (performance.now() - startedAt) / 1000));
} catch (error) {
  console.error(error instanceof StartFault ? error.message : error);
  process.exit(1);
}
