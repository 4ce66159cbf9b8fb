import type { Route } from "@mechanicbuddy/contract/route";

interface QuerySchema {
  properties?: Record<string, { enum?: string[] }>;
}

/** Every list: as it opens, in each order it offers, and narrowed by words. */
export function listRequests(routes: readonly Route[]): string[] {
  return routes
    .filter(({ method, path, query }) => method === "GET" && !path.includes(":") && hasCursor(query))
    .flatMap(({ path, query }) => {
      const { properties = {} } = query as QuerySchema;
      const sorts = properties.sort?.enum ?? [];
      return [
        path,
        ...sorts.map((sort) => `${path}?sort=${sort}`),
        ...(properties.total === undefined ? [] : [`${path}?total=true`]),
        ...(properties.q === undefined ? [] : [`${path}?q=kask`]),
      ];
    });
}

function hasCursor(query: unknown): boolean {
  return (query as QuerySchema | undefined)?.properties?.cursor !== undefined;
}

/** What people type: one letter, two, a name, one with a typo, two words, a plate, a number, a phone, a VIN. */
export const searchRequests = [
  "m",
  "ka",
  "kas",
  "kamme",
  "kamnme",
  "mari kamme",
  "001ZLB",
  "12-ab",
  "249123",
  "50001234",
  "WVWZZZ1KZAW000123",
  "customer4711",
  "volkswagen golf",
  "nothing like this",
].map((words) => `/api/search?q=${encodeURIComponent(words)}`);
