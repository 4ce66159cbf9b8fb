import { getFileByAddress } from "@mechanicbuddy/contract/files";
import { file } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

/** A picture behind its signed address, on every host of the site: the API alone knows no workshop at `localhost`. */
export const GET: RequestHandler = (event) => file(event, getFileByAddress, { params: event.params });
