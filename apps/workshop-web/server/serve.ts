import { createServer, type Server } from "node:http";
import { clientAddress, clientProtocol, type Proxies } from "@mechanicbuddy/platform/http/address";
import { securityHeaders } from "./headers.ts";

export interface Site {
  host: string;
  port: number;
  proxies: Proxies;
  /** Domain under which `<id>.` is a tenant. */
  baseDomain: string;
}

/** Largest body any page takes; `src/lib/server/body-limit.ts` sets each page's own, smaller limit. */
const largestBodyBytes = 50 * 1024 * 1024;

/**
 * Serves the built site. The adapter's handler sees two headers that this server writes itself after looking at the
 * proxy's: what a browser sends under those names never gets through.
 */
export async function serveSite({ host, port, proxies, baseDomain }: Site): Promise<Server> {
  process.env.PROTOCOL_HEADER = "x-forwarded-proto";
  process.env.ADDRESS_HEADER = "x-client-address";
  process.env.BODY_SIZE_LIMIT = String(largestBodyBytes);
  const { handler } = await import(new URL("../build/handler.js", import.meta.url).href);
  const server = createServer({ maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000 }, (req, res) => {
    const peer = req.socket.remoteAddress ?? "";
    const address = clientAddress(req.headers, peer, proxies);
    const protocol = clientProtocol(req.headers, peer, proxies);
    req.headers["x-client-address"] = address;
    req.headers["x-forwarded-proto"] = protocol;
    const name = (req.headers.host ?? "").replace(/:\d+$/, "");
    const ours = name === baseDomain || name.endsWith(`.${baseDomain}`);
    for (const [key, value] of Object.entries(securityHeaders(protocol === "https", ours))) res.setHeader(key, value);
    handler(req, res, () => res.writeHead(404).end());
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}
