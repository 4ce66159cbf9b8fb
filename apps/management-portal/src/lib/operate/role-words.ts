import type { StaffRole } from "@mechanicbuddy/contract/management/permission";
import { m } from "#lib/paraglide/messages.js";

const names: Record<StaffRole, () => string> = {
  owner: m["operate.role.owner"],
  admin: m["operate.role.admin"],
  support: m["operate.role.support"],
};

export const staffRoleName = (role: StaffRole): string => names[role]();
