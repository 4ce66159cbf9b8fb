import { watchJob } from "@mechanicbuddy/contract/management/jobs";
import { stream } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

/** Tells the page of a workshop when a step of its job changes. */
export const GET: RequestHandler = (event) => stream(event, "customer", watchJob, { id: event.params.job });
