import { getInvoicePdf } from "@mechanicbuddy/contract/invoices";
import { file } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => file(event, getInvoicePdf, { params: event.params });
