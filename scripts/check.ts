import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

interface Check {
  name: string;
  command: string;
  /** Sites whose generated files it writes or reads. */
  sites?: readonly string[];
}

/**
 * Everything that can be said about the code without running it; each check prints only when it fails. Two run side by
 * side, the long ones first, but never two of one site: one would meet a folder that the other is just writing anew.
 */
const checks: Check[] = [
  { name: "types of the workshop's site", command: "npm run check --silent -w apps/workshop-web", sites: ["workshop"] },
  { name: "types of servers and packages", command: "node node_modules/@typescript/native/bin/tsc --noEmit" },
  {
    name: "types of the mechanic's site",
    command: "npm run check --silent -w apps/mechanics-mate",
    sites: ["mechanic"],
  },
  { name: "types of the portal", command: "npm run check --silent -w apps/management-portal", sites: ["portal"] },
  { name: "sizes of the workshop's site", command: "node scripts/sizes.ts workshop-web", sites: ["workshop"] },
  { name: "sizes of the mechanic's site", command: "node scripts/sizes.ts mechanics-mate", sites: ["mechanic"] },
  {
    name: "types of the components",
    command: "svelte-check --tsconfig packages/ui/tsconfig.json --tsgo-experimental-api",
  },
  { name: "import rules", command: "depcruise --config .dependency-cruiser.cjs packages apps" },
  { name: "unused code and dependencies", command: "knip", sites: ["workshop", "mechanic", "portal"] },
  { name: "format and lint", command: "biome check ." },
];

const root = fileURLToPath(new URL("..", import.meta.url));
const env = { ...process.env, PATH: `${root}node_modules/.bin:${process.env.PATH}`, FORCE_COLOR: "0" };

function run(command: string): Promise<{ code: number; output: string; seconds: number }> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, { cwd: root, env, shell: true, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.on("close", (code) => resolve({ code: code ?? 1, output, seconds: (performance.now() - startedAt) / 1000 }));
  });
}

let failed = 0;
const waiting = [...checks];
const held = new Set<string>();
let freed = Promise.withResolvers<void>();

async function runLane(): Promise<void> {
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ sites = [] }) => !sites.some((site) => held.has(site)));
    const [check] = next === -1 ? [] : waiting.splice(next, 1);
    if (check === undefined) {
      await freed.promise;
      continue;
    }
    for (const site of check.sites ?? []) held.add(site);
    await report(check);
    for (const site of check.sites ?? []) held.delete(site);
    freed.resolve();
    freed = Promise.withResolvers();
  }
}

async function report({ name, command }: Check): Promise<void> {
  const { code, output, seconds } = await run(command);
  console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds.toFixed(1)} s)`);
  if (code === 0) return;
  failed++;
  console.log(`  ${command}\n${output}`);
}

await Promise.all([runLane(), runLane()]);
if (failed > 0) {
  console.error(`${failed} of ${checks.length} checks failed`);
  process.exit(1);
}
