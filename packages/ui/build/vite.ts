import type { Plugin } from "vite";

/** The router's announcer carries a style attribute, which the content policy refuses; `app.css` hides it instead. */
export const announcerWithoutStyle: Plugin = {
  name: "announcer-without-style",
  enforce: "pre",
  transform(code, id) {
    if (!id.split("?")[0]?.endsWith("/runtime/components/root.svelte")) return;
    return code.replace(/\sstyle="position: absolute[^"]*"/, "");
  },
};

/** Builds the script of pages without the client framework beside the others'. */
export const lightEntry: Plugin = {
  name: "light-entry",
  buildStart() {
    const { name, mode, config } = this.environment;
    if (name !== "client" || mode !== "build") return;
    this.emitFile({ type: "chunk", id: `${config.root}/src/light/main.ts`, fileName: "_app/light.js" });
  },
};
