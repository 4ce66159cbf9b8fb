import { downloadExport } from "@mechanicbuddy/contract/management/tenants";
import { file } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => file(event, undefined, downloadExport, { params: event.params });
