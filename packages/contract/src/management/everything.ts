import * as auth from "./auth.ts";
import * as demos from "./demos.ts";
import * as instances from "./instances.ts";
import * as jobs from "./jobs.ts";
import * as operations from "./operations.ts";
import type { AnyManagementRoute } from "./route.ts";
import * as signup from "./signup.ts";
import * as tenants from "./tenants.ts";

const groups = [auth.customerAuth, auth.staffAuth, auth.customerSelf, auth.staffSelf];

/** Every route of the platform's contract, for sweeps and documentation. */
export const managementRoutes: AnyManagementRoute[] = [
  ...[...groups, auth, signup, tenants, jobs, instances, demos, operations].flatMap((module) =>
    Object.values(module as Record<string, unknown>).filter(isRoute),
  ),
];

function isRoute(value: unknown): value is AnyManagementRoute {
  return typeof value === "object" && value !== null && "who" in value && "method" in value && "path" in value;
}
