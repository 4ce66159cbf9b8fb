import { existsSync } from "node:fs";
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";

const envFile = new URL(".env", import.meta.url);
if (existsSync(envFile)) process.loadEnvFile(envFile);

/** The router's announcer carries a style attribute, which the content policy refuses; `app.css` hides it instead. */
const announcerWithoutStyle: Plugin = {
  name: "announcer-without-style",
  enforce: "pre",
  transform(code, id) {
    if (!id.split("?")[0]?.endsWith("/runtime/components/root.svelte")) return;
    return code.replace(/\sstyle="position: absolute[^"]*"/, "");
  },
};

export default defineConfig({
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
    sveltekit({
      adapter: adapter(),
      // Addresses of assets from the root: pages under /e/… must not depend on how deep they lie.
      paths: { relative: false },
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
          "frame-ancestors": ["none"],
          "base-uri": ["none"],
          "object-src": ["none"],
          "require-trusted-types-for": ["script"],
          "trusted-types": ["svelte-trusted-html", "sveltekit-trusted-url"],
          "report-to": ["csp"],
        },
      },
    }),
  ],
});
