import { walkRows } from "@mechanicbuddy/ui/list-keys";
import { focusSlash, shellKeys } from "@mechanicbuddy/ui/shell-keys";
import { liveFilters } from "./filter.ts";

/** All the script of pages that are read and left: keys, and filters that answer while one types. */
const onShellKey = shellKeys(() => ({ letterKeys: true, onfind: focusSlash }));

addEventListener("keydown", (event) => {
  onShellKey(event);
  walkRows(event, document);
});
liveFilters();
