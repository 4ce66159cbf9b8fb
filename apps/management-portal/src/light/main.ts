import { dropMenu } from "@mechanicbuddy/ui/drop-menu";
import { walkRows } from "@mechanicbuddy/ui/list-keys";
import { liveFilters } from "@mechanicbuddy/ui/live-filters";
import { shellKeys } from "@mechanicbuddy/ui/shell-keys";
import { forms } from "./forms.ts";
import { watchLive } from "./live.ts";
import { showMoments } from "./moments.ts";

/** All the script of the portal: pages work without it. */
const onShellKey = shellKeys(() => ({ letterKeys: true }));
addEventListener("keydown", (event) => {
  onShellKey(event);
  walkRows(event, document);
});

// After a form was sent the address names its action: loading the page again would send it again.
const action = /^\?\/\w+&?/;
if (action.test(location.search)) {
  history.replaceState(history.state, "", location.pathname + location.search.replace(action, "?").replace(/^\?$/, ""));
}

for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.drop")) dropMenu(menu);
liveFilters();
forms();
showMoments(document);
watchLive();
