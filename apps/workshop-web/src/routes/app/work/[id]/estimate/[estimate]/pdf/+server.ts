import { getEstimatePdf } from "@mechanicbuddy/contract/estimates";
import { file } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => file(event, getEstimatePdf, { params: { id: event.params.estimate } });
