import { type LogFilters, listLogs, logSummary, logTypes, severities } from "@mechanicbuddy/contract/mate/logs";
import { shown } from "#lib/page/refused.ts";
import type { PageServerLoad } from "./$types";

const names = ["type", "severity", "search", "endpoint", "statusCode", "hours"] as const;

/** One call for the rows: whatever the address asks for that is filled in. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const filled = names.flatMap((name) => {
    const value = url.searchParams.get(name)?.trim() ?? "";
    return value === "" ? [] : [[name, value] as const];
  });
  const filters = Object.fromEntries(filled);
  const numbers = ["statusCode", "hours"].flatMap((name) => (filters[name] ? [[name, Number(filters[name])]] : []));
  const cursor = url.searchParams.get("cursor");
  // The contract refuses words and numbers it does not know.
  const query = { ...filters, ...Object.fromEntries(numbers) } as LogFilters;
  const [rows, summary] = await shown(
    Promise.all([
      locals.call(listLogs, { query: { ...query, ...(cursor === null ? {} : { cursor }) } }),
      locals.call(logSummary),
    ]),
  );
  const address = new URLSearchParams(filters).toString();
  return { ...rows, summary, filters, address, types: [...logTypes], severities: [...severities] };
};
