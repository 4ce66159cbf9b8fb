import { leaveBy } from "#lib/server/leave.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) => leaveBy(event, "customer");
