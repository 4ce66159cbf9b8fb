import { listAudit } from "@mechanicbuddy/contract/management/operations";
import { listFile } from "#lib/server/api.ts";
import { auditQuery } from "#lib/server/audit-query.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => listFile(event, listAudit, auditQuery(event));
