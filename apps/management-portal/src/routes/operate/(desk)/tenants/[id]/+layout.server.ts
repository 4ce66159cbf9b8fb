import { type StaffPermission, staffMay, staffPermissions } from "@mechanicbuddy/contract/management/permission";
import { getTenant } from "@mechanicbuddy/contract/management/tenants";
import { staff } from "#lib/server/api.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = async (event) => {
  const { role } = await event.locals.staffMe();
  const may = staffPermissions.filter((permission: StaffPermission) => staffMay(role, permission));
  return { tenant: await staff(event)(getTenant, { params: event.params }), may };
};
