import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { createLog } from "@mechanicbuddy/platform/log";
import { large } from "./large/rows.ts";
import { largeWorkshop } from "./large/workshop.ts";
import { portsFrom } from "./ports.ts";
import { StartFault, startSystem } from "./system.ts";

const startedAt = performance.now();
const { values } = parseArgs({ options: { large: { type: "boolean", default: false } } });
if (!values.large) {
  console.error(
    "Say what to fill in: npm run seed -- --large adds a workshop with 250,000 orders to this machine's system.",
  );
  process.exit(1);
}
try {
  const system = await startSystem({
    ports: portsFrom(process.env),
    dataDirectory: resolve(process.env.DATA_DIR ?? ".data"),
    fresh: false,
    log: createLog({ level: process.env.LOG_LEVEL ?? "warn" }),
    tell: (line) => console.log(line),
    workshops: [largeWorkshop(large)],
    serve: false,
  });
  await system.stop();
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`Done after ${seconds} s. npm start shows it at http://large.localhost:3025; sign in as anna.`);
} catch (error) {
  console.error(error instanceof StartFault ? error.message : error);
  process.exit(1);
}
