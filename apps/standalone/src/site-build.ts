import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const shared = ["packages/ui/src", "packages/contract/src", "package-lock.json"];
const own = ["src", "messages", "static", "project.inlang/settings.json", "vite.config.ts"];

/** The sites, in the order they are built: one after the other, because together they would wait for the same cores. */
export const sites = ["workshop-web", "mechanics-mate", "management-portal"] as const;

/** Builds a site when its sources changed since the last build. Returns whether it did. */
export async function buildSite(name: (typeof sites)[number] = "workshop-web"): Promise<boolean> {
  const site = join(root, "apps", name);
  const mark = join(site, "build", ".sources");
  const now = await hashOf([...own.map((path) => `apps/${name}/${path}`), ...shared]);
  const built = await readFile(mark, "utf8").catch(() => undefined);
  if (built === now) return false;
  const vite = join(root, "node_modules/vite/bin/vite.js");
  await promisify(execFile)(process.execPath, [vite, "build", "--logLevel", "error"], {
    cwd: site,
    maxBuffer: 1 << 26,
  });
  await writeFile(mark, now);
  return true;
}

async function hashOf(paths: string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of await filesOf(join(root, path))) {
      hash.update(file).update(await readFile(file));
    }
  }
  return hash.digest("hex");
}

/** Files below a path in a fixed order, without what the build itself writes into the sources. */
async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path, { withFileTypes: true });
  const below = await Promise.all(
    names
      .filter((entry) => entry.name !== "paraglide" && entry.name !== ".svelte-kit")
      .sort((a, b) => a.name.localeCompare(b.name))
      .map((entry) => filesOf(join(path, entry.name))),
  );
  return below.flat();
}
