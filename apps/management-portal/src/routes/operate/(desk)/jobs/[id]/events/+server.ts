import { watchJob } from "@mechanicbuddy/contract/management/jobs";
import { stream } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

/** Tells the page of a job when a step changes. */
export const GET: RequestHandler = (event) => stream(event, "staff", watchJob, { id: event.params.id });
