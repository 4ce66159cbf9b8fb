import { getTenant } from "@mechanicbuddy/contract/management/tenants";
import { customer } from "#lib/server/api.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = async (event) => ({
  workshop: await customer(event)(getTenant, { params: { id: event.params.id } }),
});
