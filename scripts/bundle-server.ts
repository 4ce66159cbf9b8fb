import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Packages of script alone whose many small files cost more time at a start than everything we do ourselves. */
const inlined = [
  /^@mechanicbuddy\//,
  /^typebox/,
  /^kysely/,
  /^zod/,
  /^@ai-sdk\//,
  /^ai$/,
  /^@aws-sdk\//,
  /^@smithy\//,
  /^flydrive/,
];

/** Files find what lies beside them (migrations, workers, templates) by their own place, which the joined file keeps for them. */
const keepPlaces: Plugin = {
  name: "keep-places",
  enforce: "pre",
  transform(code, id) {
    const path = relative(root, id.split("?")[0] ?? id);
    if (path.startsWith("..") || path.includes("node_modules") || !code.includes("import.meta")) return;
    return code
      .replaceAll("import.meta.main", "false")
      .replaceAll("import.meta.url", `new URL(${JSON.stringify(`../${path}`)}, import.meta.url).href`);
  },
};

/**
 * Joins a server's files into few, as reading and translating hundreds is most of a start, and lets its entry run them.
 * The sources stay: its threads and commands run from them.
 */
export async function joinServer(entry: string, folder: string): Promise<void> {
  const name = entry.split("/")[1] ?? "server";
  await build({
    root,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    plugins: [keepPlaces],
    ssr: { noExternal: inlined },
    build: {
      ssr: true,
      outDir: join(folder, "dist"),
      emptyOutDir: false,
      target: "node24",
      minify: false,
      rollupOptions: {
        input: { [name]: join(root, entry) },
        output: { entryFileNames: "[name].js", chunkFileNames: `${name}-[name]-[hash].js` },
      },
    },
  });
  const place = relative(dirname(entry), join("dist", `${name}.js`));
  const cache = relative(dirname(entry), ".cache");
  await writeFile(
    join(folder, entry),
    `import { enableCompileCache } from "node:module";

enableCompileCache({ directory: new URL(${JSON.stringify(cache)}, import.meta.url).pathname, portable: true });
await import(${JSON.stringify(place)});
`,
  );
}

/**
 * Runs a server without settings: it reads all of itself, leaves what it compiled for the next start, and refuses.
 * @throws when it does not come as far as its settings
 */
export function warm(node: string, entry: string, folder: string): void {
  const env = { NODE_ENV: "production", PATH: process.env.PATH };
  const { stderr, status } = spawnSync(node, [entry], { cwd: folder, env, encoding: "utf8" });
  if (status !== 1 || !/settings/i.test(stderr)) throw new Error(`${entry} does not start from the bundle:\n${stderr}`);
}
