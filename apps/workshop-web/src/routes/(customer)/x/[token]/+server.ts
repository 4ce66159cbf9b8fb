import { getCustomerExport } from "@mechanicbuddy/contract/privacy";
import { file } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => file(event, getCustomerExport, { params: event.params });
