import Type, { type Static } from "typebox";
import { nullable, TimeAt } from "./fields.ts";
import { closed, route } from "./route.ts";

/** A workshop's name on this instance, as in its host name. */
const Tenant = Type.Object({ id: Type.String({ pattern: "^[a-z][a-z0-9-]{1,38}[a-z0-9]$" }) });

export const getInternalVersion = route("GET", "/internal/version", {
  permission: "service",
  summary: "Version of this instance and the newest schema it knows",
  reply: { 200: Type.Object({ version: Type.String(), instance: Type.String() }) },
});

/** What the platform asks to be told about a workshop. */
export const Activity = Type.Object({
  tenant: Type.String(),
  /** The last request of somebody signed in; `null` before the first. */
  lastActiveAt: nullable(TimeAt),
  users: Type.Integer(),
  workOrders: Type.Integer(),
  storageBytes: Type.Integer(),
  schemaVersion: nullable(Type.String()),
  /** Version of the entitlement that is enforced; 0 before the first. */
  entitlementVersion: Type.Integer(),
});
export type Activity = Static<typeof Activity>;

export const getActivity = route("GET", "/internal/tenants/:id/activity", {
  permission: "service",
  summary: "Last signed-in activity and usage of a workshop",
  params: Tenant,
  reply: { 200: Activity },
  errors: ["not_found"],
});

export const putEntitlement = route("PUT", "/internal/tenants/:id/entitlement", {
  permission: "service",
  summary: "Hand over a workshop's signed entitlement; older ones are ignored",
  params: Tenant,
  body: closed({ document: Type.String({ minLength: 20, maxLength: 20_000 }) }),
  reply: { 200: Type.Object({ version: Type.Integer() }) },
  errors: ["invalid", "not_found"],
});
