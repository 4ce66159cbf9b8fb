import { paraglideVitePlugin } from "@inlang/paraglide-js";
import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { announcerWithoutStyle } from "../../packages/ui/build/vite.ts";

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
    announcerWithoutStyle,
    sveltekit({
      adapter: adapter({ envPrefix: "MATE_SITE_" }),
      paths: { relative: false },
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
          "form-action": ["self", "https://checkout.stripe.com", "https://billing.stripe.com"],
          "frame-ancestors": ["self"],
          "base-uri": ["none"],
          "object-src": ["none"],
          "require-trusted-types-for": ["script"],
          "trusted-types": ["svelte-trusted-html", "sveltekit-trusted-url"],
        },
      },
    }),
  ],
});
