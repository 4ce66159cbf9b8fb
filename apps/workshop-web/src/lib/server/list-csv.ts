import { listAudit } from "@mechanicbuddy/contract/audit";
import { listCannedJobs } from "@mechanicbuddy/contract/catalogue";
import { listCustomers } from "@mechanicbuddy/contract/customers";
import { listImports } from "@mechanicbuddy/contract/imports";
import { listInvoices } from "@mechanicbuddy/contract/invoices";
import { listMessages } from "@mechanicbuddy/contract/messages";
import { listParts } from "@mechanicbuddy/contract/parts";
import { listPayments } from "@mechanicbuddy/contract/payments";
import { listEmployees } from "@mechanicbuddy/contract/people";
import type { Route } from "@mechanicbuddy/contract/route";
import { listVehicles } from "@mechanicbuddy/contract/vehicles";
import { listWorkOrders } from "@mechanicbuddy/contract/work-orders";

/** Lists that are taken home as a table, by the last part of their address. */
const lists = {
  audit: listAudit,
  "canned-jobs": listCannedJobs,
  customers: listCustomers,
  employees: listEmployees,
  imports: listImports,
  invoices: listInvoices,
  messages: listMessages,
  parts: listParts,
  payments: listPayments,
  vehicles: listVehicles,
  "work-orders": listWorkOrders,
} as const;

export const csvRoute = (list: string): Route | undefined =>
  Object.hasOwn(lists, list) ? lists[list as keyof typeof lists] : undefined;

/** Where the whole list of `query` is downloaded: its filters, all its pages. */
export function csvHref(
  list: keyof typeof lists,
  query: Record<string, string | number | boolean | undefined>,
): string {
  const { cursor: _, total: __, ...filters } = query;
  const given = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  const text = new URLSearchParams(given).toString();
  return `/app/csv/${list}${text && `?${text}`}`;
}
