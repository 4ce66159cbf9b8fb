import { listCustomers } from "@mechanicbuddy/contract/customers";
import { api } from "#lib/server/api.ts";
import type { PageServerLoad } from "./$types";

const kinds = ["private", "company"] as const;

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const q = searchParams.get("q") || undefined;
  const cursor = searchParams.get("cursor") || undefined;
  const kind = kinds.find((one) => one === searchParams.get("kind"));
  return { q, customers: await api(event)(listCustomers, { query: { q, cursor, kind } }) };
};
