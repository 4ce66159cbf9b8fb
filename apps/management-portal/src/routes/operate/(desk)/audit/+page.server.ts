import { listAudit } from "@mechanicbuddy/contract/management/operations";
import { staff } from "#lib/server/api.ts";
import { auditQuery } from "#lib/server/audit-query.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({
  list: await staff(event)(listAudit, { query: auditQuery(event) }),
});
