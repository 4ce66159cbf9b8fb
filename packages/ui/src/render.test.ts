import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { render } from "svelte/server";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const src = fileURLToPath(new URL(".", import.meta.url));
let vite: ViteDevServer;
let html: string;

beforeAll(async () => {
  vite = await createServer({
    root: fileURLToPath(new URL("..", import.meta.url)),
    configFile: false,
    logLevel: "error",
    plugins: [svelte()],
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    appType: "custom",
  });
  const gallery = await vite.ssrLoadModule("/src/dev/Gallery.svelte");
  const { render: renderInVite } = (await vite.ssrLoadModule("svelte/server")) as { render: typeof render };
  html = renderInVite(gallery.default).body;
}, 60_000);

afterAll(() => vite.close());

const tags = (name: string) => html.match(new RegExp(`<${name}\\b[^>]*>`, "g")) ?? [];
const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

describe("every page made of these components", () => {
  test("lies in the gallery with every part", () => {
    const rendered = [...vite.moduleGraph.fileToModulesMap.keys()];
    for (const file of readdirSync(src).filter((name) => name.endsWith(".svelte"))) {
      expect(rendered, `${file} is not in the gallery`).toContain(src + file);
    }
  });

  test("has no inline style and no inline handler, which the page's security policy would refuse", () => {
    expect(html).not.toMatch(/\sstyle=/);
    expect(html).not.toMatch(/<style\b/);
    expect(html).not.toMatch(/\son[a-z]+=/);
    expect(html).not.toContain("javascript:");
  });

  test("names every field", () => {
    const labelled = new Set(tags("label").map((tag) => attribute(tag, "for")));
    const fields = [...tags("input"), ...tags("select"), ...tags("textarea")].filter(
      (tag) => attribute(tag, "type") !== "hidden",
    );
    expect(fields.length).toBeGreaterThan(30);
    const inLabel = (tag: string) => {
      const before = html.slice(0, html.indexOf(tag));
      return before.lastIndexOf("<label") > before.lastIndexOf("</label>");
    };
    const nameless = fields.filter(
      (tag) => !attribute(tag, "aria-label") && !labelled.has(attribute(tag, "id")) && !inLabel(tag),
    );
    expect(nameless).toEqual([]);
  });

  test("uses no id twice and points at none that is missing", () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const pointed = [...html.matchAll(/\s(?:for|aria-describedby|aria-labelledby|aria-controls|form)="([^"]+)"/g)];
    const missing = pointed.flatMap((match) => (match[1] ?? "").split(" ")).filter((id) => !ids.includes(id));
    expect(missing).toEqual([]);
  });

  test("gives every icon-only button a name", () => {
    const nameless = [...html.matchAll(/<(button|summary)\b([^>]*)>(.*?)<\/\1>/gs)].filter(
      ([, , attributes, inside]) => !attributes?.includes("aria-label=") && !inside?.replace(/<[^>]*>/g, "").trim(),
    );
    expect(nameless.map((match) => match[0])).toEqual([]);
  });
});
