import { listSuppliers } from "@mechanicbuddy/contract/parts";
import { api } from "#lib/server/api.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const isArchived = event.url.searchParams.get("view") === "archived";
  const { items } = await api(event)(listSuppliers);
  return { isArchived, suppliers: items.filter(({ archivedAt }) => (archivedAt !== null) === isArchived) };
};
