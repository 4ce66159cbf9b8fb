import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Node's request as the platform's, aborted when its sender goes away. Undefined when its address cannot be read. */
export function requestOf(incoming: IncomingMessage, response: ServerResponse, origin: string): Request | undefined {
  const { method = "GET", url = "/" } = incoming;
  if (!url.startsWith("/") || !URL.canParse(origin + url)) return undefined;
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const headers = new Headers();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    const name = incoming.rawHeaders[index] ?? "";
    // Only what is still there: forwarding headers of strangers were taken out.
    if (incoming.headers[name.toLowerCase()] !== undefined) headers.append(name, incoming.rawHeaders[index + 1] ?? "");
  }
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(origin + url, {
    method,
    headers,
    signal: gone.signal,
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" }),
  });
}

/** Sends a reply as it comes, part by part. */
export async function send(reply: Response, response: ServerResponse): Promise<void> {
  response.statusCode = reply.status;
  for (const [name, value] of reply.headers) if (name !== "set-cookie") response.setHeader(name, value);
  const cookies = reply.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  if (reply.body === null) {
    response.end();
    return;
  }
  response.flushHeaders();
  await pipeline(Readable.fromWeb(reply.body as Parameters<typeof Readable.fromWeb>[0]), response);
}
