import { existsSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { senderHeaders } from "./forwarded.ts";
import type { PageRequest } from "./listen.ts";

/** Largest form of any page: a document with its file. */
const largestBodyBytes = 12 * 1024 * 1024;

export type Pages = (request: PageRequest, response: ServerResponse) => void;

/** The built pages. They read scheme, host and sender from headers that our own server writes. */
export async function loadPages(): Promise<Pages> {
  const handlerFile = new URL("../../build/handler.js", import.meta.url);
  if (!existsSync(handlerFile)) throw new Error("The pages are not built. Run: npm run build -w apps/mechanics-mate");
  process.env.MATE_SITE_PROTOCOL_HEADER = senderHeaders.protocol;
  process.env.MATE_SITE_HOST_HEADER = senderHeaders.host;
  process.env.MATE_SITE_ADDRESS_HEADER = senderHeaders.ip;
  process.env.MATE_SITE_BODY_SIZE_LIMIT = String(largestBodyBytes);
  const { handler } = await import(handlerFile.href);
  return (request, response) => handler(request, response, () => response.writeHead(404).end());
}
