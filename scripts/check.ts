import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Everything that can be said about the code without running it; each check prints only when it fails.
 * Two lanes run side by side. The second holds what writes or reads the sites' generated types, one after the other:
 * side by side, one of them meets a folder that another is just writing anew.
 */
const lanes: Record<string, string>[] = [
  {
    "format and lint": "biome check .",
    "types of servers and packages": "tsc --noEmit",
    "types of the components": "svelte-check --tsconfig packages/ui/tsconfig.json",
    "import rules": "depcruise --config .dependency-cruiser.cjs packages apps",
  },
  {
    "types of the workshop's site": "npm run check --silent -w apps/workshop-web",
    "types of the mechanic's site": "npm run check --silent -w apps/mechanics-mate",
    "unused code and dependencies": "knip",
    "script and style sizes": "node scripts/sizes.ts",
  },
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
async function runLane(checks: Record<string, string>): Promise<void> {
  for (const [name, command] of Object.entries(checks)) {
    const { code, output, seconds } = await run(command);
    console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds.toFixed(1)} s)`);
    if (code === 0) continue;
    failed++;
    console.log(`  ${command}\n${output}`);
  }
}
await Promise.all(lanes.map(runLane));
if (failed > 0) {
  console.error(`${failed} of ${lanes.flatMap((checks) => Object.keys(checks)).length} checks failed`);
  process.exit(1);
}
