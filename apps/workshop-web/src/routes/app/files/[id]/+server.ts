import { getFile } from "@mechanicbuddy/contract/files";
import { file } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => file(event, getFile, { params: event.params });
