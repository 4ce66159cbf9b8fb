import { listTenantAudit } from "@mechanicbuddy/contract/management/operations";
import { staff } from "#lib/server/api.ts";
import { auditQuery } from "#lib/server/audit-query.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { tenant: _, ...query } = auditQuery(event);
  return { list: await staff(event)(listTenantAudit, { params: event.params, query }) };
};
