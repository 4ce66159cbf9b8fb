import { expect, test } from "vitest";
import { contractRoutes } from "../testing/contract-routes.ts";

/**
 * Who may do what cannot be undone, what moves money, and what shows other people's secrets. Written down a second time
 * on purpose: whoever loosens a route's permission must say so here too.
 */
const sensitive: Record<string, string> = {
  "POST /api/work-orders/:id/invoice": "invoices.issue",
  "POST /api/invoices/:id/send": "invoices.issue",
  "GET /api/invoices/:id/pdf": "invoices.read",
  "GET /api/receivables": "invoices.read",
  "POST /api/payments": "payments.record",
  "POST /api/payments/:id/allocations": "payments.record",
  "POST /api/work-orders/:id/deposits": "payments.record",
  "POST /api/payments/:id/refund": "payments.refund",
  "POST /api/payments/:id/reverse": "payments.refund",
  "POST /api/work-orders/:id/estimates": "estimates.issue",
  "POST /api/estimates/:id/link": "estimates.issue",
  "GET /api/estimates/:id/evidence": "approvals.record",
  "POST /api/jobs/:id/decisions": "approvals.record",
  "PUT /api/requisites": "settings.fiscal",
  "PUT /api/requisites/logo": "settings.fiscal",
  "POST /api/settings/test-email": "settings.write",
  "POST /api/tax-rates": "settings.fiscal",
  "PATCH /api/tax-rates/:id": "settings.fiscal",
  "POST /api/tax-rates/:id/follow": "settings.fiscal",
  "PATCH /api/number-series/:id": "settings.fiscal",
  "PATCH /api/settings": "settings.write",
  "GET /api/users": "users.read",
  "POST /api/users": "users.write",
  "PATCH /api/users/:id": "users.write",
  "POST /api/users/:id/invite": "users.write",
  "POST /api/users/:id/link": "users.write",
  "POST /api/users/:id/reset-factor": "users.write",
  "POST /api/users/:id/sign-out": "users.write",
  "PUT /api/settings/second-factor": "users.write",
  "POST /api/support-access": "users.write",
  "DELETE /api/support-access": "users.write",
  "GET /api/audit": "audit.read",
  "GET /api/messages/:id": "messages.read",
  "POST /api/messages/:id/retry": "messages.send",
};

const name = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

test("routes that move money or cannot be undone ask for the permission that is written down for them", async () => {
  const actual = Object.fromEntries((await contractRoutes()).map((route) => [name(route), route.permission]));
  expect(Object.fromEntries(Object.keys(sensitive).map((name) => [name, actual[name]]))).toEqual(sensitive);
});

test("without signing in there are the doors of sign-in and of customers' links, and no other", async () => {
  const doors = (await contractRoutes()).filter(({ permission }) => permission === "public");
  const links = doors.filter(({ path }) => path.startsWith("/api/public/"));
  for (const { path } of links) expect(path).toContain("/:token");
  expect(
    doors
      .filter((route) => !links.includes(route))
      .map(name)
      .sort(),
  ).toEqual([
    "GET /api/door",
    "POST /api/password-resets",
    "POST /api/session",
    "POST /api/session/handover",
    "POST /api/session/second-factor",
    "POST /api/session/support",
    "POST /api/set-password",
    "POST /api/set-password/check",
  ]);
});
