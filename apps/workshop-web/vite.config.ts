import { existsSync } from "node:fs";
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { announcerWithoutStyle, lightEntry } from "../../packages/ui/build/vite.ts";
import { messagesInOneLanguage } from "./vite-plugins.ts";

const envFile = new URL(".env", import.meta.url);
if (existsSync(envFile)) process.loadEnvFile(envFile);

export default defineConfig({
  // Component libraries of packages/ui: Node cannot load .svelte files by itself.
  ssr: { noExternal: [/^@mechanicbuddy\//, /^@lucide\/svelte/, "bits-ui"] },
  build: {
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Without this every message two pages share is a file of its own.
          groups: [
            {
              name: "words",
              test: /[\\/]lib[\\/]paraglide[\\/]/,
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 3000,
            },
          ],
        },
      },
    },
  },
  plugins: [
    paraglideVitePlugin({
      project: "./project.inlang",
      outdir: "./src/lib/paraglide",
      strategy: ["globalVariable", "baseLocale"],
      outputStructure: "message-modules",
      emitTsDeclarations: false,
      emitReadme: false,
    }),
    tailwindcss(),
    announcerWithoutStyle,
    messagesInOneLanguage,
    lightEntry,
    sveltekit({
      adapter: adapter(),
      // Addresses of assets from the root: pages under /e/… must not depend on how deep they lie.
      paths: { relative: false },
      // The list of all pages, and the code that reads it, stay on the server: 2 kB less on every page, more with each
      // page added. A link that is pointed at or touched is resolved before it is followed.
      router: { resolution: "server" },
      csp: {
        mode: "nonce",
        directives: {
          "default-src": ["none"],
          "script-src": ["self"],
          "style-src": ["self"],
          "img-src": ["self", "blob:", "data:"],
          "font-src": ["self"],
          "connect-src": ["self"],
          "manifest-src": ["self"],
          "worker-src": ["self"],
          "form-action": ["self"],
          // The preview of a document beside its settings.
          "frame-src": ["self"],
          "frame-ancestors": ["none"],
          "base-uri": ["none"],
          "object-src": ["none"],
          "require-trusted-types-for": ["script"],
          "trusted-types": ["svelte-trusted-html", "sveltekit-trusted-url", "answered-page"],
          "report-to": ["csp"],
        },
      },
    }),
  ],
});
