import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parseProxies } from "@mechanicbuddy/platform/http/address";
import type { Caller, Site } from "../lib/server/context.ts";
import type { Api } from "../lib/server/http/api.ts";
import { callerOf } from "../lib/server/http/caller.ts";
import { type Sender, takeSender } from "./forwarded.ts";
import { requestOf, send } from "./node-http.ts";

/** What the pages find at the request they serve: `event.platform.req.mate`. */
export interface PageParts {
  site: Site;
  api: Api;
  caller: Caller;
}
export type PageRequest = IncomingMessage & { mate: PageParts };

export interface ListenOptions {
  site: Site;
  api: Api;
  /** The built pages; without them only the interface answers. */
  pages?: (request: PageRequest, response: ServerResponse) => void;
  host: string;
  /** 0 takes a free one. */
  port: number;
}

export interface Listening {
  readonly port: number;
  /** Takes no new connections, lets running requests finish, and cuts what is left after `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

/** Serves interface, health and pages on one port. Throws a plain sentence when the port is taken. */
export async function listen({ site, api, pages, host, port }: ListenOptions): Promise<Listening> {
  const trusted = parseProxies(site.config.TRUST_PROXY, "TRUST_PROXY");
  const [canonical = "http://localhost"] = site.origins;
  const server = createServer(
    { maxHeaderSize: 16_384, headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 75_000 },
    (incoming, response) => {
      const sender = takeSender(incoming.headers, incoming.socket.remoteAddress ?? "", trusted);
      answer(incoming, response, sender).catch((error: unknown) => {
        if (response.destroyed) return;
        site.log.error({ err: error }, "a reply was cut off");
        response.destroy();
      });
    },
  );

  async function answer(incoming: IncomingMessage, response: ServerResponse, sender: Sender): Promise<void> {
    for (const [name, value] of Object.entries(headersOf(sender))) response.setHeader(name, value);
    const request = requestOf(incoming, response, canonical);
    if (request === undefined) {
      response.writeHead(400).end();
      return;
    }
    const url = new URL(request.url);
    const caller = callerOf(request.headers, sender.ip, sender.protocol === "https");
    if (isInterface(url.pathname)) {
      allowOrigin(request, response, site.origins);
      if (request.method === "OPTIONS") response.writeHead(204).end();
      else await send(await api.fetch(request, caller), response);
      return;
    }
    const elsewhere = redirectOf(url, sender, site.origins, pages !== undefined);
    if (elsewhere !== undefined) {
      response.writeHead(elsewhere.status, { location: elsewhere.to }).end();
      return;
    }
    if (pages === undefined) await send(await api.fetch(request, caller), response);
    else pages(Object.assign(incoming, { mate: { site, api, caller } }), response);
  }

  await bind(server, port, host);
  return { port: (server.address() as AddressInfo).port, stop: (withinMs) => stop(server, withinMs) };
}

/** Paths the interface answers; everything else is a page. */
function isInterface(pathname: string): boolean {
  return pathname === "/metrics" || pathname.startsWith("/api/") || pathname.startsWith("/health/");
}

function headersOf({ protocol }: Sender): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "strict-origin-when-cross-origin",
    ...(protocol === "https" && { "strict-transport-security": "max-age=63072000; includeSubDomains" }),
  };
}

/** Origins of ours may read; any other gets no header at all. */
function allowOrigin(request: Request, response: ServerResponse, origins: readonly string[]): void {
  response.setHeader("vary", "Origin");
  const origin = request.headers.get("origin");
  if (origin === null || !origins.includes(origin)) return;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-allow-credentials", "true");
  if (request.method !== "OPTIONS") return;
  response.setHeader("access-control-allow-methods", "GET, HEAD, POST, PUT, DELETE");
  response.setHeader("access-control-allow-headers", "content-type, x-csrf-token");
}

/** Pages of the time when the site was a folder of files. */
const former: Record<string, string> = {
  "/index.html": "/",
  "/login.html": "/signin",
  "/signup.html": "/signup",
  "/dashboard.html": "/dashboard",
  "/chat.html": "/chat",
  "/pricing.html": "/pricing",
  "/subscription.html": "/billing",
  "/admin.html": "/admin",
  "/logs.html": "/admin/logs",
  "/saved.html": "/saved",
  "/privacy.html": "/privacy",
  "/terms.html": "/terms",
};

/** Where a page's request belongs: to https, to the canonical origin, or to the page's present address. */
function redirectOf(
  { pathname, search }: URL,
  { protocol, host, viaProxy }: Sender,
  origins: readonly string[],
  hasPages: boolean,
): { status: number; to: string } | undefined {
  const [canonical = ""] = origins;
  const isOther = origins.includes(`${protocol}://${host}`) && `${protocol}://${host}` !== canonical;
  const isPlain = viaProxy && protocol === "http" && canonical.startsWith("https:");
  if (isOther || isPlain) return { status: 308, to: canonical + pathname + search };
  const page = former[pathname];
  if (page !== undefined) return { status: 308, to: page + search };
  if (!hasPages && pathname === "/verify-email.html") return { status: 307, to: `/api/auth/verify-email${search}` };
  return undefined;
}

function bind(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken by another program. Stop it, or set PORT to a free one.`;
      reject(error.code === "EADDRINUSE" ? new Error(taken) : error);
    });
    server.listen(port, host, () => resolve());
  });
}

function stop(server: Server, withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), withinMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
