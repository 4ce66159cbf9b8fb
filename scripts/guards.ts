import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startTestServer } from "@mechanicbuddy/platform/testing/postgres";
import { type Guard, guards } from "./guards-list.ts";

/**
 * Takes each guard out of a copy of the source, one at a time, and sees whether its tests notice. Exits with 1 when one
 * does not. `npm run guards -- invoice` tries those whose promise holds the word.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

/** A copy of what git knows, with this checkout's packages and links of its own between the workspaces. */
async function copySource(copy: string): Promise<void> {
  const { stdout } = await run("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: root,
    maxBuffer: 2 ** 26,
  });
  for (const file of stdout.split("\0").filter((name) => name !== "")) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await cp(join(root, file), join(copy, file), { recursive: true, force: true });
  }
  await linkPackages("", copy);
  const scope = join("node_modules", "@mechanicbuddy");
  await mkdir(join(copy, scope), { recursive: true });
  for (const folder of ["packages", "apps"]) {
    for (const name of await readdir(join(copy, folder))) {
      await symlink(join(copy, folder, name), join(copy, scope, name));
      await linkPackages(join(folder, name), copy);
    }
  }
}

async function linkPackages(workspace: string, copy: string): Promise<void> {
  const from = join(root, workspace, "node_modules");
  const to = join(copy, workspace, "node_modules");
  const names = await readdir(from).catch(() => []);
  if (names.length > 0) await mkdir(to, { recursive: true });
  for (const name of names.filter((name) => name !== "@mechanicbuddy")) await symlink(join(from, name), join(to, name));
}

interface Report {
  testResults: { name: string; status: string; assertionResults: { title: string; status: string }[] }[];
}

/** Names of the tests that fail; a file that cannot even be loaded counts under its own name. */
async function failing(copy: string, tests: readonly string[]): Promise<string[]> {
  const output = join(copy, "report.json");
  await rm(output, { force: true });
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", ...tests, "--reporter=json", `--outputFile=${output}`];
  await run(process.execPath, args, { cwd: copy, maxBuffer: 2 ** 26 }).catch((error: { code?: unknown }) => {
    if (error.code !== 1) throw error;
  });
  const { testResults } = JSON.parse(await readFile(output, "utf8")) as Report;
  if (testResults.length < tests.length) throw new Error(`Not all of ${tests.join(", ")} were run`);
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === "failed").map(({ title }) => title);
    return failed.length === 0 && status === "failed" ? [`${name.slice(copy.length + 1)} as a whole`] : failed;
  });
}

/** Takes the guard out, asks its tests, and puts it back. */
async function tryWithout(copy: string, { file, line, without, tests }: Guard): Promise<string[]> {
  const path = join(copy, file);
  const source = await readFile(path, "utf8");
  if (source.split(line).length !== 2) throw new Error(`${file} does not hold this exactly once: ${line}`);
  await writeFile(
    path,
    source.replace(line, () => without),
  );
  try {
    return await failing(copy, tests);
  } finally {
    await writeFile(path, source);
  }
}

async function main(): Promise<number> {
  const word = process.argv[2] ?? "";
  const chosen = guards.filter(({ keeps }) => keeps.includes(word));
  const copy = await mkdtemp(join(tmpdir(), "mechanicbuddy-guards-"));
  const server = await startTestServer();
  try {
    await copySource(copy);
    await mkdir(join(copy, ".data"), { recursive: true });
    await writeFile(join(copy, ".data", "test-server.json"), JSON.stringify(server), { mode: 0o600 });
    const broken = await failing(copy, [...new Set(chosen.flatMap(({ tests }) => tests))]);
    if (broken.length > 0) throw new Error(`These tests fail with every guard in place:\n${broken.join("\n")}`);
    let unnoticed = 0;
    for (const guard of chosen) {
      const [first, ...more] = await tryWithout(copy, guard);
      if (first === undefined) unnoticed++;
      const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
      console.log(`${first === undefined ? "✗" : "✓"} ${guard.keeps}`);
      console.log(first === undefined ? "    nobody noticed" : `    ${first}${others}`);
    }
    console.log(`${chosen.length - unnoticed} of ${chosen.length} guards are watched`);
    return unnoticed === 0 ? 0 : 1;
  } finally {
    await server.stop();
    await rm(copy, { recursive: true, force: true });
  }
}

process.exitCode = await main();
