import { walkRows } from "@mechanicbuddy/ui/list-keys";
import { liveFilters } from "@mechanicbuddy/ui/live-filters";
import { focusSlash, shellKeys } from "@mechanicbuddy/ui/shell-keys";

/** All the script of pages that are read and left: keys, and filters that answer while one types. */
const onShellKey = shellKeys(() => ({ letterKeys: true, onfind: find }));

/** The palette is loaded when somebody looks for something; without it the search box of the page serves. */
async function find(): Promise<void> {
  const palette = await import("./palette.ts").catch(() => undefined);
  if (palette) palette.showPalette();
  else focusSlash();
}

addEventListener("keydown", (event) => {
  onShellKey(event);
  walkRows(event, document);
});
liveFilters();
