import { getRequisites, listNumberSeries } from "@mechanicbuddy/contract/settings";
import { api } from "#lib/server/api.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const call = api(event);
  const [{ permissions }, company, { items }] = await Promise.all([
    event.locals.me(),
    call(getRequisites),
    call(listNumberSeries),
  ]);
  return {
    company: company.tradingName ?? company.legalName,
    nextInvoice: items.find(({ kind }) => kind === "invoice")?.preview,
    security: permissions.includes("users.read"),
    plan: permissions.includes("plan.read"),
    audit: permissions.includes("audit.read"),
    data: permissions.includes("import.run"),
  };
};
