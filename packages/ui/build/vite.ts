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
