import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { buildSite } from "@mechanicbuddy/standalone/site-build";

/**
 * Script of each page as a browser first loads it, gzip, against its budget: of the sites that are named, or of all.
 * Builds a site when it must.
 */

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
}

/** The part of the built site's own list of pages that is needed here. */
interface Pages {
  client: { start: string; app: string; nodes: (string | undefined)[] };
  routes: { id: string; page: { layouts: (number | undefined)[]; leaf: number } | null }[];
}

const KB = 1024;
const CSS_BUDGET = 20 * KB;
/** What pages without the client framework load at the workshop. */
const lightScript = "_app/light.js";

/**
 * Lists must be light because they are opened most, pages for customers and visitors lightest of all. The client
 * framework alone is 40 kB: docs/decisions/0006-script-budgets.md says why pages that are worked in may have more.
 */
function budgetAtWorkshop(route: string): number {
  if (/^\/\((door|customer)\)|^\/$/.test(route)) return 20 * KB;
  if (/^\/app\/(work|customers|vehicles|parts|invoices|messages|payments)$/.test(route)) return 45 * KB;
  if (route === "/app/work/[id]") return 106 * KB;
  return (/^\/app\/(invoices|parts)\/\[id\]$/.test(route) ? 84 : 76) * KB;
}

/** Only the page that shows an answer while it is written has script. */
const budgetAtMechanic = (route: string) => (route.startsWith("/chat") ? 60 * KB : 0);

const faults: string[] = [];
const named = process.argv.slice(2);
for (const [name, budgetOf] of [
  ["workshop-web", budgetAtWorkshop],
  ["mechanics-mate", budgetAtMechanic],
] as const) {
  if (named.length > 0 && !named.includes(name)) continue;
  await buildSite(name);
  const rows = await measured(fileURLToPath(new URL(`../apps/${name}/`, import.meta.url)), budgetOf);
  console.log(`${name}\n${rows.sort().join("\n")}`);
}
if (faults.length > 0) {
  console.error(`\n${[...new Set(faults)].join("\n")}`);
  process.exit(1);
}

/** A row for each page of a built site; what is over its budget is a fault. */
async function measured(site: string, budgetOf: (route: string) => number): Promise<string[]> {
  const client = `${site}.svelte-kit/output/client/`;
  const manifest = JSON.parse(await readFile(`${client}.vite/manifest.json`, "utf8")) as Record<string, Chunk>;
  const { manifest: pages } = (await import(`${site}.svelte-kit/output/server/manifest-full.js`)) as {
    manifest: Pages;
  };
  // Vite knows its chunks by source, the site its pages by file.
  const keyOf = new Map(Object.entries(manifest).map(([key, chunk]) => [chunk.file, key]));
  const sizes = new Map<string, number>();
  const sizeOf = async (file: string): Promise<number> => {
    const known = sizes.get(file) ?? gzipSync(await readFile(client + file), { level: 9 }).length;
    sizes.set(file, known);
    return known;
  };
  const total = async (files: Set<string>) =>
    (await Promise.all([...files].map(sizeOf))).reduce((sum, n) => sum + n, 0);
  const { client: entry } = pages;
  // The site's start imports the client framework by an `import()` that always runs.
  const always = manifest[keyOf.get(entry.start) ?? ""]?.dynamicImports ?? [];
  const rows: string[] = [];
  for (const { id: route, page } of pages.routes) {
    if (page === null || route.startsWith("/dev/")) continue;
    const nodes = [0, ...page.layouts, page.leaf].flatMap((n) => (n === undefined ? [] : (entry.nodes[n] ?? [])));
    const keys = [entry.start, entry.app, ...nodes].flatMap((file) => keyOf.get(file) ?? []);
    const { scripts, styles } = filesOf(manifest, [...keys, ...always]);
    const light = route.startsWith("/app")
      ? filesOf(manifest, [keyOf.get(lightScript) ?? ""]).scripts
      : new Set<string>();
    const script = await total((await isFrameworkFree(site, route)) ? light : scripts);
    const css = await total(styles);
    const budget = budgetOf(route);
    rows.push(`${kb(script).padStart(8)} of ${kb(budget).padStart(7)}   ${route}`);
    if (script > budget) faults.push(`${route} loads ${kb(script)} of script; its budget is ${kb(budget)}`);
    if (css > CSS_BUDGET) faults.push(`${route} loads ${kb(css)} of styles; the budget is ${kb(CSS_BUDGET)}`);
  }
  return rows;
}

/** All files a set of entries needs at once; what is imported on demand does not count. */
function filesOf(manifest: Record<string, Chunk>, entries: string[]): { scripts: Set<string>; styles: Set<string> } {
  const [scripts, styles, seen, queue] = [new Set<string>(), new Set<string>(), new Set<string>(), [...entries]];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) continue;
    seen.add(key);
    scripts.add(chunk.file);
    for (const style of chunk.css ?? []) styles.add(style);
    queue.push(...(chunk.imports ?? []));
  }
  return { scripts, styles };
}

/** A page may do without the client framework: its own word counts, else that of the layout next above it. */
async function isFrameworkFree(site: string, route: string): Promise<boolean> {
  const parts = route.split("/").filter(Boolean);
  const folders = [0, ...parts.map((_, index) => index + 1)].map(
    (index) => `${site}src/routes/${parts.slice(0, index).join("/")}`,
  );
  const page = `${site}src/routes${route}`;
  const files = [
    ...folders.flatMap((folder) => [`${folder}/+layout.ts`, `${folder}/+layout.server.ts`]),
    `${page}/+page.ts`,
    `${page}/+page.server.ts`,
  ];
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  const words = texts.flatMap((text) => /export const csr = (true|false)/.exec(text)?.[1] ?? []);
  return words.at(-1) === "false";
}

function kb(bytes: number): string {
  return `${(bytes / KB).toFixed(1)} kB`;
}
