import { createServer, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { json } from "node:stream/consumers";

/** What a fake does with its next requests instead of answering them. */
export type Mood =
  | { kind: "status"; status: number; times: number; headers?: Record<string, string> }
  | { kind: "drop"; times: number }
  | { kind: "garbage"; times: number };

export interface FakeRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: unknown;
}

export interface FakeServer {
  url: string;
  /** Misbehaves for some requests. */
  be(mood: Mood): void;
  /** Is well again. */
  recover(): void;
  /** Every request that was answered, oldest first. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** Where a fake listens; loopback and a free port unless said. */
export interface FakePlace {
  host?: string;
  port?: number;
}

/** A vendor's service. @param answer what it answers when it is well */
export async function startFakeServer(
  answer: (request: FakeRequest) => { status: number; body?: unknown } | Promise<{ status: number; body?: unknown }>,
  { host = "127.0.0.1", port = 0 }: FakePlace = {},
): Promise<FakeServer> {
  const moods: Mood[] = [];
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const mood = moods[0];
    if (mood !== undefined && --mood.times <= 0) moods.shift();
    if (mood?.kind === "drop") return request.destroy();
    if (mood?.kind === "status") return response.writeHead(mood.status, mood.headers).end();
    if (mood?.kind === "garbage") return response.writeHead(200).end("<html>maintenance</html>");
    const url = new URL(request.url ?? "/", "http://fake");
    const type = request.headers["content-type"] ?? "";
    const read = async () => {
      if (type.startsWith("multipart/"))
        return new Response(Readable.toWeb(request) as ReadableStream, {
          headers: { "content-type": type },
        }).formData();
      return type === "" ? undefined : json(request);
    };
    asked.push(`${request.method} ${url.pathname}`);
    const given = {
      method: request.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
    };
    const { status, body } = await answer({ ...given, body: await read() });
    response.writeHead(status, { "content-type": "application/json" });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : port}`,
    be: (mood) => moods.push(mood),
    recover: () => moods.splice(0),
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
