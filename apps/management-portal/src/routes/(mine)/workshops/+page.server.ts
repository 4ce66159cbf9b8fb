import { getTenant, listTenants } from "@mechanicbuddy/contract/management/tenants";
import { customer } from "#lib/server/api.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const call = customer(event);
  const { items } = await call(listTenants, { query: { limit: 100 } });
  return { workshops: await Promise.all(items.map(({ id }) => call(getTenant, { params: { id } }))) };
};
