import { getExportFile } from "@mechanicbuddy/contract/everything";
import { file } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => file(event, getExportFile, { params: event.params });
