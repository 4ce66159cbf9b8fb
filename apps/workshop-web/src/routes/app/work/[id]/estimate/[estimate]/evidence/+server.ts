import { getEvidence } from "@mechanicbuddy/contract/estimates";
import { file } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => file(event, getEvidence, { params: { id: event.params.estimate } });
