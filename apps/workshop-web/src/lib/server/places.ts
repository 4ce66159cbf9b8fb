import type { Me } from "@mechanicbuddy/contract/identity";
import type { Permission } from "@mechanicbuddy/contract/permission";
import { routes } from "$app/manifest";

/** What each place of the shell needs; undefined for everyone. */
const places: Record<string, Permission | undefined> = {
  "/app": undefined,
  "/app/my-jobs": "work.perform",
  "/app/board": "work.read",
  "/app/work": "work.read",
  "/app/work/new": "work.write",
  "/app/calendar": "schedule.read",
  "/app/customers": "customers.read",
  "/app/customers/new": "customers.write",
  "/app/vehicles": "vehicles.read",
  "/app/vehicles/new": "vehicles.write",
  "/app/parts": "parts.read",
  "/app/parts/new": "parts.write",
  "/app/mate": "assistant.ask",
  "/app/invoices": "invoices.read",
  "/app/invoices/payments/new": "payments.record",
  "/app/reports": "reports.shop",
  "/app/requests": "requests.read",
  "/app/requests/new": "requests.write",
  "/app/messages": "messages.read",
  "/app/settings": "settings.read",
  "/app/search": undefined,
};

/** Groups in brackets are no part of an address. */
const pages = new Set(routes.filter((route) => route.page).map(({ id }) => id.replace(/\/\([^)]+\)/g, "")));

/** Mechanics begin at their jobs, everybody else at the day. */
export const homeOf = (role: string | undefined) => (role === "mechanic" ? "/app/my-jobs" : "/app");
const homes = ["/app", "/app/my-jobs"];

/** The places somebody may go to. */
export function placesFor({ permissions, role }: Pick<Me, "permissions" | "role">): string[] {
  const isHere = (href: string) => pages.has(href) && (!homes.includes(href) || href === homeOf(role));
  return Object.entries(places)
    .filter(([href, need]) => isHere(href) && (need === undefined || permissions.includes(need)))
    .map(([href]) => href);
}
