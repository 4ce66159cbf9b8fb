import { existsSync } from "node:fs";
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { lightEntry } from "../../packages/ui/build/vite.ts";

const envFile = new URL(".env", import.meta.url);
if (existsSync(envFile)) process.loadEnvFile(envFile);

export default defineConfig({
  // Component libraries of packages/ui: Node cannot load .svelte files by itself.
  ssr: { noExternal: [/^@mechanicbuddy\//, /^@lucide\/svelte/] },
  plugins: [
    paraglideVitePlugin({
      project: "./project.inlang",
      outdir: "./src/lib/paraglide",
      strategy: ["baseLocale"],
      outputStructure: "message-modules",
      emitTsDeclarations: false,
      emitReadme: false,
    }),
    tailwindcss(),
    lightEntry,
    sveltekit({
      adapter: adapter({ envPrefix: "PORTAL_SITE_" }),
      paths: { relative: false },
      router: { resolution: "server" },
      csp: {
        mode: "nonce",
        directives: {
          "default-src": ["none"],
          "script-src": ["self"],
          "style-src": ["self"],
          "img-src": ["self", "data:"],
          "font-src": ["self"],
          "connect-src": ["self"],
          "manifest-src": ["self"],
          "form-action": ["self"],
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
