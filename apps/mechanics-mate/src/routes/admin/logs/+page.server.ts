import { type LogFilters, listLogs, logTypes, severities } from "@mechanicbuddy/contract/mate/logs";
import { shown } from "#lib/page/refused.ts";
import type { PageServerLoad } from "./$types";

const names = ["type", "severity", "search", "endpoint", "statusCode", "hours"] as const;

/** One call for rows and counts: whatever the address asks for that is filled in. */
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
  const found = await shown(locals.call(listLogs, { query: { ...query, ...(cursor === null ? {} : { cursor }) } }));
  const address = new URLSearchParams(filters).toString();
  return { ...found, filters, address, types: [...logTypes], severities: [...severities] };
};
