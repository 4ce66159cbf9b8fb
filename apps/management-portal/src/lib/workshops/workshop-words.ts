import type { MemberRole } from "@mechanicbuddy/contract/management/permission";
import type { SuspensionKind, TenantState } from "@mechanicbuddy/contract/management/tenants";
import type { Usage } from "@mechanicbuddy/contract/plans";
import type { Static } from "typebox";
import { m } from "#lib/paraglide/messages.js";
import { count, size } from "#lib/public/plan-words.ts";

const states: Record<TenantState, () => string> = {
  provisioning: m["workshops.state.provisioning"],
  active: m["workshops.state.active"],
  moving: m["workshops.state.moving"],
  suspended: m["workshops.state.suspended"],
  deleted: m["workshops.state.deleted"],
  purged: m["workshops.state.purged"],
  failed: m["workshops.state.failed"],
};
export const stateName = (state: TenantState): string => states[state]();

const roles: Record<MemberRole, () => string> = {
  owner: m["workshops.role.owner"],
  billing: m["workshops.role.billing"],
  viewer: m["workshops.role.viewer"],
};
export const roleName = (role: MemberRole): string => roles[role]();

const pauses: Record<SuspensionKind, () => string> = {
  payment: m["workshop.paused.payment"],
  inactivity: m["workshop.paused.inactivity"],
  demo_ended: m["workshop.paused.demo_ended"],
  staff: m["workshop.paused.staff"],
  abuse: m["workshop.paused.abuse"],
};
export const pauseName = (kind: SuspensionKind): string => pauses[kind]();

export type UsageRow = Static<typeof Usage>;

const usages: Record<UsageRow["name"], () => string> = {
  users: m["workshops.usage.users"],
  workOrders: m["workshops.usage.workOrders"],
  storageBytes: m["workshops.usage.storageBytes"],
  mailsToday: m["workshops.usage.mailsToday"],
};
export const usageName = (name: UsageRow["name"]): string => usages[name]();

/** A number of a usage as people say it. */
export const usageFormat = (name: UsageRow["name"]): ((value: number) => string) =>
  name === "storageBytes" ? size : count;
