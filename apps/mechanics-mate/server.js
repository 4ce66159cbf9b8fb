// Starts Mechanics Mate under the Node it was made for, whatever Node runs this file (18 or newer).
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NEEDED = 24;
const here = dirname(fileURLToPath(import.meta.url));

if (Number(process.versions.node.split(".")[0]) < NEEDED) restart();
else await run();

/** Runs this file again under the pinned runtime; signals go there, its exit code comes back. */
function restart() {
  const runtime = pinnedRuntime();
  if (runtime === undefined) {
    process.stderr.write(
      `Node ${NEEDED} is needed and this is ${process.version}. Run "npm install --include=optional", which brings it, or install Node ${NEEDED}.\n`,
    );
    process.exit(1);
  }
  process.stdout.write(
    `Restarting under the Node ${NEEDED} that comes with this release (this one is ${process.version})\n`,
  );
  const child = spawn(runtime, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "SIGUSR2"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`The pinned runtime cannot be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
}

function pinnedRuntime() {
  const require = createRequire(import.meta.url);
  for (const name of [`node-${process.platform}-${process.arch}`, "node"]) {
    try {
      const file = join(dirname(require.resolve(`${name}/package.json`)), "bin", "node");
      if (existsSync(file)) return file;
    } catch {
      // Not installed: the next one may be.
    }
  }
  return undefined;
}

async function run() {
  const { parseEnv } = await import("node:util");
  // Production reads the file of the runbook; what is set outside wins.
  if (process.env.NODE_ENV !== "development" && process.env.NODE_ENV !== "test") {
    const file = join(here, ".env.production");
    if (existsSync(file)) {
      for (const [name, value] of Object.entries(parseEnv(readFileSync(file, "utf8")))) process.env[name] ??= value;
    }
  }
  // An empty line of a settings file means "not set", also to libraries that read the environment themselves.
  for (const [name, value] of Object.entries(process.env)) if (value === "") delete process.env[name];
  const packed = join(here, "dist/server/main.js");
  await import(existsSync(packed) ? packed : join(here, "src/server/main.ts"));
}
