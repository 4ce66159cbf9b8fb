import type { Permission } from "@mechanicbuddy/contract/permission";
import { routes } from "$app/manifest";

/** What each place of the shell needs; undefined for everyone. */
const places: Record<string, Permission | undefined> = {
  "/app": undefined,
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
  "/app/invoices": "invoices.read",
  "/app/reports": "reports.shop",
  "/app/requests": "requests.read",
  "/app/requests/new": "requests.write",
  "/app/messages": "messages.read",
  "/app/settings": "settings.read",
  "/app/search": undefined,
};

/** Groups in brackets are no part of an address. */
const pages = new Set(routes.filter((route) => route.page).map(({ id }) => id.replace(/\/\([^)]+\)/g, "")));

/** The places somebody may go to. */
export function placesFor(held: readonly Permission[]): string[] {
  return Object.entries(places)
    .filter(([href, need]) => pages.has(href) && (need === undefined || held.includes(need)))
    .map(([href]) => href);
}
