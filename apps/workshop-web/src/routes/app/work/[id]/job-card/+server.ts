import { getJobCardPdf } from "@mechanicbuddy/contract/work-orders";
import { file } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => file(event, getJobCardPdf, { params: event.params });
