import { sampleDocument } from "@mechanicbuddy/contract/settings";
import { file } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

/** An invented document as the settings of now print it. */
export const GET: RequestHandler = (event) => {
  const document = event.params.document === "estimate" ? "estimate" : "invoice";
  return file(event, sampleDocument, { params: { document } });
};
