/** What an account may be in a workshop it belongs to, from most to least. */
export const memberRoles = ["owner", "billing", "viewer"] as const;
export type MemberRole = (typeof memberRoles)[number];

/** Any member of a workshop. */
export const anyMember: readonly MemberRole[] = ["owner", "billing", "viewer"];
export const ownersOnly: readonly MemberRole[] = ["owner"];
export const payers: readonly MemberRole[] = ["owner", "billing"];

/** The roles of the people who run the platform, from most to least. */
export const staffRoles = ["owner", "admin", "support"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Which roles hold which permission: O owner, A admin, S support. The tests call every cell. */
const matrix = {
  "tenants.read": "OAS",
  "accounts.read": "OAS",
  "jobs.read": "OAS",
  "domains.read": "OAS",
  "demos.read": "OAS",
  "instances.read": "OAS",
  "demos.decide": "OAS",
  "domains.recheck": "OAS",
  "impersonate.look": "OAS",
  "tenants.create": "OA",
  "tenants.edit": "OA",
  "tenants.suspend": "OA",
  "tenants.move": "OA",
  "tenants.delete": "OA",
  "jobs.operate": "OA",
  "domains.manage": "OA",
  "impersonate.act": "OA",
  "billing.read": "OA",
  "billing.act": "OA",
  "grants.give": "OA",
  "figures.read": "OA",
  "audit.read": "OA",
  "accounts.manage": "OA",
  "instances.manage": "O",
  "tenants.purge": "O",
  "staff.manage": "O",
  "settings.manage": "O",
} as const;

export type StaffPermission = keyof typeof matrix;
export const staffPermissions = Object.keys(matrix) as StaffPermission[];

const letters: Record<StaffRole, string> = { owner: "O", admin: "A", support: "S" };

/** True when the role of the staff holds the permission. */
export function staffMay(role: StaffRole, permission: StaffPermission): boolean {
  return matrix[permission].includes(letters[role]);
}
