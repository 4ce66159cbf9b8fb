import type { RequestEvent } from "@sveltejs/kit";
import { listQueryOf } from "./list.ts";

/** The filters of the audit as the address has them, for the page and for the file. */
export function auditQuery(event: RequestEvent) {
  const given = listQueryOf(event);
  return {
    q: given.text("q"),
    action: given.text("action"),
    tenant: given.text("tenant"),
    from: given.day("from"),
    to: given.day("to", true),
    cursor: given.cursor,
  };
}
