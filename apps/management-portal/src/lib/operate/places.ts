import { type StaffPermission, type StaffRole, staffMay } from "@mechanicbuddy/contract/management/permission";

/** What each place of the operator's desk needs; menu and server both go by this. `self` is open to all of the staff. */
export const places = {
  "/operate": "figures.read",
  "/operate/tenants": "tenants.read",
  "/operate/tenants/new": "tenants.create",
  "/operate/demos": "demos.read",
  "/operate/jobs": "jobs.read",
  "/operate/jobs/plan": "jobs.operate",
  "/operate/instances": "instances.read",
  "/operate/drift": "jobs.operate",
  "/operate/impersonations": "impersonate.look",
  "/operate/accounts": "accounts.read",
  "/operate/audit": "audit.read",
  "/operate/staff": "staff.manage",
  "/operate/settings": "settings.manage",
  "/operate/account": "self",
} as const satisfies Record<string, StaffPermission | "self">;

export type Place = keyof typeof places;

/** The place a page belongs to: the longest one its address lies under. The overview is only itself. */
export function placeOf(pathname: string): Place | undefined {
  if (pathname === "/operate") return pathname;
  const under = (Object.keys(places) as Place[]).filter(
    (href) => href !== "/operate" && (pathname === href || pathname.startsWith(`${href}/`)),
  );
  return under.sort((a, b) => b.length - a.length)[0];
}

/** Whether somebody of this role may be at a place; an unknown place is nobody's. */
export function mayBeAt(role: StaffRole, place: Place | undefined): boolean {
  if (place === undefined) return false;
  const need = places[place];
  return need === "self" || staffMay(role, need);
}

/** Where somebody of this role begins. */
export function homeOf(role: StaffRole): Place {
  return mayBeAt(role, "/operate") ? "/operate" : "/operate/tenants";
}

/** The places of the menu, in its groups; the others are reached from these. */
const menu = [
  ["/operate", "/operate/tenants", "/operate/demos"],
  ["/operate/jobs", "/operate/instances", "/operate/drift"],
  ["/operate/accounts", "/operate/impersonations", "/operate/audit"],
  ["/operate/staff", "/operate/settings"],
] as const satisfies Place[][];
export type MenuPlace = (typeof menu)[number][number];

/** The menu as far as this role may go. */
export function menuOf(role: StaffRole): MenuPlace[][] {
  return menu.map((group) => group.filter((href) => mayBeAt(role, href))).filter((group) => group.length > 0);
}
