/** The six built-in roles, from most to least powerful on the shop's books. */
export const roles = ["owner", "manager", "advisor", "mechanic", "accountant", "readonly"] as const;
export type Role = (typeof roles)[number];

const letters: Record<string, Role> = {
  O: "owner",
  M: "manager",
  A: "advisor",
  K: "mechanic",
  C: "accountant",
  R: "readonly",
};

/** Which roles hold which permission; one letter a role (K is the mechanic). The tests call every cell. */
const matrix = {
  "customers.read": "OMAKCR",
  "contacts.read": "OMAC",
  "customers.write": "OMA",
  "customers.privacy": "OM",
  "vehicles.read": "OMAKCR",
  "vehicles.write": "OMAK",
  "work.read": "OMAKCR",
  "work.write": "OMA",
  "work.perform": "OMAK",
  "prices.read": "OMACR",
  "costs.read": "OMAC",
  "prices.override": "OM",
  "estimates.issue": "OMA",
  "approvals.record": "OMA",
  "inspections.write": "OMAK",
  "schedule.read": "OMAKR",
  "schedule.write": "OMA",
  "time.clock": "OMAKC",
  "time.manage": "OM",
  "parts.read": "OMAKCR",
  "parts.write": "OMA",
  "stock.move": "OMAK",
  "purchasing.write": "OMA",
  "catalogue.write": "OM",
  "invoices.read": "OMACR",
  "invoices.issue": "OMAC",
  "invoices.credit": "OMC",
  "payments.record": "OMAC",
  "payments.refund": "OMC",
  "messages.read": "OMAC",
  "messages.send": "OMAC",
  "requests.read": "OMAR",
  "requests.write": "OMA",
  "site.write": "OM",
  "reports.shop": "OMACR",
  "reports.money": "OMC",
  "settings.read": "OMACR",
  "settings.write": "OM",
  "settings.fiscal": "OC",
  "employees.read": "OMAKCR",
  "employees.write": "OM",
  "users.read": "OM",
  "users.write": "OM",
  "audit.read": "OM",
  "plan.read": "OM",
  "import.run": "OM",
  "export.accounting": "OMC",
  "export.all": "O",
  "assistant.ask": "OMAK",
  "assistant.configure": "OM",
  "integrations.write": "O",
  "locations.write": "O",
} as const;

export type Permission = keyof typeof matrix;
export const permissions = Object.keys(matrix) as Permission[];

/** These four guard fields of a reply; all others guard routes. */
export const fieldPermissions: readonly Permission[] = [
  "contacts.read",
  "prices.read",
  "costs.read",
  "prices.override",
];

/**
 * Never somebody of the operator's, whatever an owner allows: accounts and their passwords, keys, and what takes the
 * workshop's data out of it.
 */
export const notForSupport: ReadonlySet<Permission> = new Set([
  "users.write",
  "customers.privacy",
  "export.accounting",
  "export.all",
  "integrations.write",
]);

const held = new Map<Role, ReadonlySet<Permission>>(
  roles.map((role) => [
    role,
    new Set(permissions.filter((permission) => [...matrix[permission]].some((letter) => letters[letter] === role))),
  ]),
);

/** True when the role holds the permission. An unknown role holds nothing. */
export function holds(role: Role, permission: Permission): boolean {
  return held.get(role)?.has(permission) ?? false;
}

/** Every permission of a role, in the order of the table. */
export function permissionsOf(role: Role): Permission[] {
  return permissions.filter((permission) => holds(role, permission));
}

/** Roles that hold a permission: "Anna or Mart can grant it" starts here. */
export function rolesWith(permission: Permission): Role[] {
  return roles.filter((role) => holds(role, permission));
}
