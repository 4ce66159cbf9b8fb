import type { RequestEvent } from "@sveltejs/kit";
import { settings } from "./settings.ts";

/** Where people reach this site: as it is set, else as they asked. */
export const publicOrigin = ({ url }: Pick<RequestEvent, "url">): string => settings().publicUrl ?? url.origin;

/** Pages worth finding. */
export const foundPages = ["/", "/pricing", "/demo", "/signup", "/terms", "/privacy"];

/** What only somebody signed in sees, or what a mail leads to. */
export const closedPages = ["/account", "/api", "/export", "/invitation", "/keep", "/operate", "/reset", "/workshops"];
