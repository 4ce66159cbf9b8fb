import { type Permission, permissions } from "@mechanicbuddy/contract/permission";
import { m } from "#lib/paraglide/messages.js";

/** "This needs the right to see invoices. …": server only, so the browser does not load fifty words for one. */
export function needOf(permission: string | undefined): string | undefined {
  const known = permissions.find((one) => one === permission);
  return known === undefined ? undefined : m["errors.forbidden.need"]({ right: permissionWords(known) });
}

/** A permission in words, as it follows "the right to". */
export function permissionWords(permission: Permission): string {
  return m[`permission.${permission}`]();
}
