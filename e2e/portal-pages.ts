/** Pages for everybody. */
export const visitorPages = [
  "/",
  "/pricing",
  "/pricing?paid=yearly",
  "/demo",
  "/demo/confirm?token=none",
  "/signup?plan=professional",
  "/signup/sent?email=pat@example.com",
  "/signup/confirm?token=none",
  "/login",
  "/reset",
  "/reset/confirm?token=none",
  "/terms",
  "/privacy",
  "/unknown-workshop",
  "/suspended",
  "/keep?tenant=acme&token=none",
  "/export?token=none",
  "/operate/login",
  "/operate/reset",
  "/operate/accept?token=none",
];

/** Pages of the operator that name no workshop. */
export const deskPages = [
  "/operate/tenants",
  "/operate/jobs",
  "/operate/instances",
  "/operate/drift",
  "/operate",
  "/operate/demos",
  "/operate/impersonations",
  "/operate/accounts",
  "/operate/audit",
  "/operate/staff",
  "/operate/settings",
  "/operate/account",
  "/operate/tenants/new",
  "/operate/jobs/plan",
];

/** Pages of a workshop's owner. */
export function ownPages(id: string): string[] {
  const base = `/workshops/${id}`;
  return ["/workshops", "/workshops/new", base, `${base}/people`, `${base}/support`, `${base}/data`, "/account"];
}

/** Pages of the operator about one workshop. */
export function deskPagesOf(id: string): string[] {
  const base = `/operate/tenants/${id}`;
  return [base, `${base}/members`, `${base}/audit`];
}
