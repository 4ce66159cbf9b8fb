import type { Role } from "@mechanicbuddy/contract/permission";
import { m } from "#lib/paraglide/messages.js";

const names: Record<Role, () => string> = {
  owner: m["role.owner.label"],
  manager: m["role.manager.label"],
  advisor: m["role.advisor.label"],
  mechanic: m["role.mechanic.label"],
  accountant: m["role.accountant.label"],
  readonly: m["role.readonly.label"],
};

/** A role as people call it. */
export function roleName(role: Role): string {
  return names[role]();
}
