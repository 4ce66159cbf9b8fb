import { getReceiptPdf } from "@mechanicbuddy/contract/payments";
import { file } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => file(event, getReceiptPdf, { params: event.params });
