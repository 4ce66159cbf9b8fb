import type { Permission } from "@mechanicbuddy/contract/permission";
import { ApiProblem, ownProblem } from "@mechanicbuddy/ui/site/problem";
import type { RequestEvent } from "@sveltejs/kit";

/** For a page whose load asks the API nothing its visitor may not see: the page is forbidden as its action would be. */
export async function needs(event: RequestEvent, permission: Permission): Promise<void> {
  const { permissions } = await event.locals.me();
  if (permissions.includes(permission)) return;
  throw new ApiProblem({ ...ownProblem("forbidden", `This needs the permission ${permission}.`).problem, permission });
}
