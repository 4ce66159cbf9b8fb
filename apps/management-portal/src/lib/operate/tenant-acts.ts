import type { StaffPermission } from "@mechanicbuddy/contract/management/permission";
import type { Tenant, TenantState } from "@mechanicbuddy/contract/management/tenants";

type Act = "edit" | "suspend" | "resume" | "retry" | "repair" | "look" | "delete" | "restore" | "purge";

/** What each act needs: a permission, and a state it makes sense in. The API decides again. */
const needs: Record<Act, { permission: StaffPermission; states: readonly TenantState[] }> = {
  edit: { permission: "tenants.edit", states: ["provisioning", "active", "moving", "suspended", "failed"] },
  suspend: { permission: "tenants.suspend", states: ["active", "suspended"] },
  resume: { permission: "tenants.suspend", states: ["suspended"] },
  retry: { permission: "jobs.operate", states: ["failed"] },
  repair: { permission: "jobs.operate", states: ["active", "suspended"] },
  look: { permission: "impersonate.look", states: ["active", "suspended"] },
  delete: { permission: "tenants.delete", states: ["active", "suspended", "failed"] },
  restore: { permission: "tenants.delete", states: ["deleted"] },
  purge: { permission: "tenants.purge", states: ["deleted"] },
};

const DAY_MS = 86_400_000;

/** The acts a page may offer; `purge-later` where a deletion is not a day old yet. */
export function actsOf(
  tenant: Pick<Tenant, "state" | "deletedAt">,
  may: readonly StaffPermission[],
  now = Date.now(),
): ReadonlySet<Act | "purge-later"> {
  const acts = (Object.keys(needs) as Act[]).filter(
    (act) => may.includes(needs[act].permission) && needs[act].states.includes(tenant.state),
  );
  const isFresh = tenant.deletedAt !== null && now - Date.parse(tenant.deletedAt) < DAY_MS;
  return new Set(acts.map((act) => (act === "purge" && isFresh ? "purge-later" : act)));
}
