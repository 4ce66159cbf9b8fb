import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Module, modulesFor } from "./bundle-modules.ts";
import { joinServer, warm } from "./bundle-server.ts";
import { type Unit, units } from "./bundle-units.ts";

// Copies one unit with its workspace packages, production dependencies and Node to a folder that runs by itself:
// npm run bundle -- workshop-api /opt/mechanicbuddy/api
const root = fileURLToPath(new URL("..", import.meta.url));

/** Our own packages beside the apps; each is linked into `node_modules`, as Node strips types only outside of it. */
const ours = ["contract", "platform", "documents", "assistant"].map((name) => `packages/${name}`);
/** What a site's server takes from our packages: how it listens. */
const ofSites = ["packages/platform"];

const commands = [
  "migrate",
  "verify",
  "bounces",
  "people",
  "workshop",
  "backup",
  "restore",
  "drill",
  "doctor",
  "config",
  "jobs",
  "staff",
];

/** Never needed to run: sources of pages, settings of this machine, the evaluation of the assistant. */
const leftOutOfWorkspaces =
  /^(node_modules|eval|packed|\.svelte-kit|messages|static|project\.inlang|appsettings\.Secrets\.json|\.env.*|vite[\w-]*\.ts)$/;
/** Tests and what they stand on. */
const isOfTests = /(^|\/)(testing|sweeps)(\/|$)|\.test\.ts$/;
/** Notes, types, maps, pictures of packages. */
const leftOutOfModules =
  /\.([cm]?tsx?|map|markdown|md|tsbuildinfo|flow|ttx|png)$|\/(\.github|docs?|tests?|__tests__|examples?|benchmarks?|umd|iife|esnext|es6-modern|dist-types|dist-es|prebuilt-es)(\/|$)/i;

async function bundle(name: string, unit: Unit, folder: string, withNode: boolean): Promise<void> {
  const version = await versionOf(root);
  const making = `${folder}.new`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  const workspaces = [...(unit.isSite ? ofSites : ours), ...unit.workspaces];
  for (const workspace of workspaces) await copyWorkspace(workspace, making, unit.isSite === true);
  for (const folder of unit.folders ?? [])
    await cp(join(root, folder), join(making, folder), { recursive: true, dereference: true });
  const modules = await modulesFor(root, unit.isSite ? builtServers(unit) : workspaces);
  for (const module of modules) await copyModule(module, making);
  await linkOurs(workspaces, making);
  const entries = unit.isSite ? [] : unit.workspaces.map((workspace) => `${workspace}/src/main.ts`);
  for (const entry of entries) await joinServer(entry, making);
  if (withNode) await lendNode(making);
  await cp(join(root, "LICENSE"), join(making, "LICENSE"));
  await writeManifest(name, unit, version, making);
  for (const entry of [unit.entry, ...entries])
    warm(withNode ? join(making, "bin/node") : process.execPath, entry, making);
  await takePlace(making, folder);
}

const builtServers = ({ workspaces }: Unit) => workspaces.map((workspace) => `${workspace}/build`);

async function copyWorkspace(workspace: string, to: string, isSite: boolean): Promise<void> {
  const from = join(root, workspace);
  if (isSite && workspace.startsWith("apps/") && !existsSync(join(from, "build/handler.js"))) {
    throw new Error(`${workspace} is not built. Run: npm run build -w ${workspace}`);
  }
  const parts = isSite && workspace.startsWith("apps/") ? ["package.json", "server", "build"] : await readdir(from);
  for (const part of parts) {
    if (leftOutOfWorkspaces.test(part)) continue;
    await cp(join(from, part), join(to, workspace, part), {
      recursive: true,
      filter: (path) => part === "build" || !isOfTests.test(relative(from, path)),
    });
  }
}

async function copyModule({ path }: Module, to: string): Promise<void> {
  const from = join(root, path);
  await cp(from, join(to, path), {
    recursive: true,
    dereference: true,
    filter: (file) => {
      const within = relative(from, file);
      // Nested packages are listed by themselves, when they are needed.
      return within === "" || (!/(^|\/)node_modules(\/|$)/.test(within) && !leftOutOfModules.test(`/${within}`));
    },
  });
}

async function linkOurs(workspaces: string[], to: string): Promise<void> {
  const scope = join(to, "node_modules/@mechanicbuddy");
  await mkdir(scope, { recursive: true });
  for (const workspace of workspaces) await symlink(join("../..", workspace), join(scope, basename(workspace)));
}

/** The Node these sources are tested with; `npm run` finds it too. */
async function lendNode(to: string): Promise<void> {
  await mkdir(join(to, "bin"), { recursive: true });
  const node = join(to, "bin/node");
  await cp(process.execPath, node, { dereference: true });
  // 18 MB of names for a debugger; where binutils are missing they stay.
  spawnSync("strip", ["--strip-unneeded", node]);
  await mkdir(join(to, "node_modules/.bin"), { recursive: true });
  await symlink("../../bin/node", join(to, "node_modules/.bin/node"));
}

async function writeManifest(name: string, unit: Unit, version: string, to: string): Promise<void> {
  const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const kept = unit.isSite ? [] : commands.filter((command) => scripts[command] !== undefined);
  const manifest = {
    name: `mechanicbuddy-${name}`,
    version,
    private: true,
    license: "Apache-2.0",
    type: "module",
    scripts: { start: `node ${unit.entry}`, ...Object.fromEntries(kept.map((command) => [command, scripts[command]])) },
  };
  await writeFile(join(to, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** A folder that ran before stays beside the new one as `.old`, for going back; settings a person put there move along. */
async function takePlace(making: string, folder: string): Promise<void> {
  if (existsSync(folder)) {
    for (const name of ["appsettings.Secrets.json", ".env"]) {
      if (existsSync(join(folder, name)))
        await cp(join(folder, name), join(making, name), { preserveTimestamps: true });
    }
    await rm(`${folder}.old`, { recursive: true, force: true });
    await rename(folder, `${folder}.old`);
  }
  await mkdir(dirname(folder), { recursive: true });
  await rename(making, folder);
}

async function versionOf(folder: string): Promise<string> {
  return (JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string }).version;
}

/** True for a folder nobody else's files are in: missing, empty, or an earlier bundle. */
async function isOurs(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return true;
  const names = await readdir(folder);
  if (names.every((name) => name === "appsettings.Secrets.json" || name === ".env")) return true;
  const manifest = await readFile(join(folder, "package.json"), "utf8").catch(() => "");
  return /"name": "mechanicbuddy-/.test(manifest);
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { "without-node": { type: "boolean", default: false } },
  });
  const [name = "", place, ...more] = positionals;
  const unit = units[name];
  if (unit === undefined || place === undefined || more.length > 0) {
    process.stderr.write(`Usage: npm run bundle -- ${Object.keys(units).join("|")} FOLDER [--without-node]\n`);
    return 2;
  }
  const folder = resolve(process.env.INIT_CWD ?? ".", place);
  if (!(await isOurs(folder))) {
    process.stderr.write(`${folder} holds something else. Name a folder that is empty or missing.\n`);
    return 1;
  }
  await bundle(name, unit, folder, !values["without-node"]);
  process.stdout.write(`${folder}: start it with ${values["without-node"] ? "" : "bin/"}node ${unit.entry}\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
