import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { buildSite } from "@mechanicbuddy/standalone/site-build";

/** Script of each page as a browser first loads it, gzip, against its budget. Run after a build; builds when it must. */

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

const site = fileURLToPath(new URL("../apps/workshop-web/", import.meta.url));
const client = `${site}.svelte-kit/output/client/`;
const KB = 1024;

/**
 * Lists must be light because they are opened most, pages for customers and visitors lightest of all. The client
 * framework alone is 40 kB: docs/decisions/0006-script-budgets.md says why pages that are worked in may have more.
 */
function budgetOf(route: string): number {
  if (/^\/\((door|customer)\)|^\/$/.test(route)) return 20 * KB;
  if (/^\/app\/(work|customers|vehicles|parts|invoices|messages|payments)$/.test(route)) return 45 * KB;
  if (route === "/app/work/[id]") return 104 * KB;
  return (/^\/app\/(invoices|parts)\/\[id\]$/.test(route) ? 84 : 76) * KB;
}
const CSS_BUDGET = 20 * KB;

await buildSite();
const manifest = JSON.parse(await readFile(`${client}.vite/manifest.json`, "utf8")) as Record<string, Chunk>;
const { manifest: pages } = (await import(`${site}.svelte-kit/output/server/manifest-full.js`)) as { manifest: Pages };
/** Vite knows its chunks by source, the site its pages by file. */
const keyOf = new Map(Object.entries(manifest).map(([key, chunk]) => [chunk.file, key]));

const sizes = new Map<string, number>();
async function sizeOf(file: string): Promise<number> {
  const known = sizes.get(file);
  if (known !== undefined) return known;
  const size = gzipSync(await readFile(client + file), { level: 9 }).length;
  sizes.set(file, size);
  return size;
}

/** The site's start imports the client framework by an `import()` that always runs. */
const always = manifest[keyOf.get(pages.client.start) ?? ""]?.dynamicImports ?? [];
const lightScript = "_app/light.js";

/** All files a set of entries needs at once; what is imported on demand does not count. */
function filesOf(entries: string[]): { scripts: Set<string>; styles: Set<string> } {
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

const { client: entry } = pages;
const faults: string[] = [];
const rows: string[] = [];
for (const { id: route, page } of pages.routes) {
  if (page === null || route.startsWith("/dev/")) continue;
  const nodes = [0, ...page.layouts, page.leaf].flatMap((n) => (n === undefined ? [] : (entry.nodes[n] ?? [])));
  const keys = [entry.start, entry.app, ...nodes].flatMap((file) => keyOf.get(file) ?? []);
  const { scripts, styles } = filesOf([...keys, ...always]);
  const total = async (files: Set<string>) =>
    (await Promise.all([...files].map(sizeOf))).reduce((sum, n) => sum + n, 0);
  const light = route.startsWith("/app") ? filesOf([keyOf.get(lightScript) ?? ""]).scripts : new Set<string>();
  const script = await total((await isFrameworkFree(route)) ? light : scripts);
  const css = await total(styles);
  const budget = budgetOf(route);
  rows.push(`${kb(script).padStart(8)} of ${kb(budget).padStart(7)}   ${route}`);
  if (script > budget) faults.push(`${route} loads ${kb(script)} of script; its budget is ${kb(budget)}`);
  if (css > CSS_BUDGET) faults.push(`${route} loads ${kb(css)} of styles; the budget is ${kb(CSS_BUDGET)}`);
}
console.log(rows.sort().join("\n"));
if (faults.length > 0) {
  console.error(`\n${[...new Set(faults)].join("\n")}`);
  process.exit(1);
}

/** A page or its layouts may do without the client framework (`csr = false`). */
async function isFrameworkFree(route: string): Promise<boolean> {
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
  return texts.some((text) => /export const csr = false/.test(text));
}

function kb(bytes: number): string {
  return `${(bytes / KB).toFixed(1)} kB`;
}
