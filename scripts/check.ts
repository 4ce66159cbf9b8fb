import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Everything that can be said about the code without running it. Two checks at a time; each prints only when it fails. */
const checks: Record<string, string> = {
  "format and lint": "biome check .",
  "types of servers and packages": "tsc --noEmit",
  "types of the site": "npm run check --silent -w apps/workshop-web",
  "types of the components": "svelte-check --tsconfig packages/ui/tsconfig.json",
  "import rules": "depcruise --config .dependency-cruiser.cjs packages apps",
  "unused code and dependencies": "knip",
  "script and style sizes": "node scripts/sizes.ts",
};

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

const queue = Object.entries(checks);
let failed = 0;
async function worker(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [name, command] = next;
    const { code, output, seconds } = await run(command);
    console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds.toFixed(1)} s)`);
    if (code === 0) continue;
    failed++;
    console.log(`  ${command}\n${output}`);
  }
}
await Promise.all([worker(), worker()]);
if (failed > 0) {
  console.error(`${failed} of ${Object.keys(checks).length} checks failed`);
  process.exit(1);
}
