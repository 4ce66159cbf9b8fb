import { getAccountingExport } from "@mechanicbuddy/contract/exports";
import type { FieldError } from "@mechanicbuddy/contract/problem";
import { getOrdersReport, getRevenue, getVat } from "@mechanicbuddy/contract/reports";
import { ApiProblem } from "@mechanicbuddy/ui/site/problem";
import { api } from "#lib/server/api.ts";
import { reportsOf } from "#lib/server/report-words.ts";
import type { PageServerLoad } from "./$types";

/** What is asked for wrongly is said beside its field; everything else is an error page as everywhere. */
async function orFaults<T>(asking: Promise<T>): Promise<{ found?: T; faults: FieldError[] }> {
  try {
    return { found: await asking, faults: [] };
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "invalid") return { faults: error.problem.errors ?? [] };
    throw error;
  }
}

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const given = (name: string) => searchParams.get(name) || undefined;
  const query = { from: given("from"), to: given("to") };
  const books = { from: given("booksFrom"), to: given("booksTo") };
  const call = api(event);
  const me = await event.locals.me();
  const may = (permission: (typeof me.permissions)[number]) => me.permissions.includes(permission);
  const [orders, revenue, vat, accounting] = await Promise.all([
    orFaults(call(getOrdersReport, { query })),
    may("reports.money") ? orFaults(call(getRevenue, { query })) : undefined,
    may("reports.money") ? orFaults(call(getVat, { query })) : undefined,
    may("export.accounting") ? orFaults(call(getAccountingExport, { query: books })) : undefined,
  ]);
  return {
    asked: { from: query.from ?? orders.found?.from, to: query.to ?? orders.found?.to },
    faults: orders.faults,
    reports: reportsOf({ orders: orders.found, revenue: revenue?.found, vat: vat?.found }, me.workshop),
    accounting: accounting && {
      from: books.from ?? accounting.found?.from,
      to: books.to ?? accounting.found?.to,
      faults: accounting.faults,
      holds: accounting.found,
    },
  };
};
