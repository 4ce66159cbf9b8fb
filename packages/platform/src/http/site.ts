import { createServer, type Server } from "node:http";
import { clientAddress, clientProtocol, type Proxies, parseProxies } from "./address.ts";

/** Where a built site listens. */
export interface Site {
  host: string;
  /** 0 takes a free one. */
  port: number;
  proxies: Proxies;
  /** The operator's own domain; a workshop's own is not ours to bind to https. */
  baseDomain: string;
}

/** What kind of built site it is. */
export interface BuiltSite {
  /** `build/handler.js` of the site. */
  handler: URL;
  /** Prefix of the handler's own settings, so that two sites may share a process. */
  prefix: string;
  /** Largest body any page takes. */
  largestBodyBytes: number;
  /** Whether its pages may ask for the camera. */
  camera: boolean;
}

/**
 * Serves a built site. Its handler sees two headers that this server writes itself after looking at the proxy's: what a
 * browser sends under those names never gets through. Set the site's environment before: it is read once.
 */
export async function serveBuilt({ host, port, proxies, baseDomain }: Site, built: BuiltSite): Promise<Server> {
  process.env[`${built.prefix}PROTOCOL_HEADER`] = "x-forwarded-proto";
  process.env[`${built.prefix}ADDRESS_HEADER`] = "x-client-address";
  process.env[`${built.prefix}BODY_SIZE_LIMIT`] = String(built.largestBodyBytes);
  const { handler } = await import(built.handler.href);
  const server = createServer({ maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000 }, (req, res) => {
    const peer = req.socket.remoteAddress ?? "";
    const address = clientAddress(req.headers, peer, proxies);
    const protocol = clientProtocol(req.headers, peer, proxies);
    req.headers["x-client-address"] = address;
    req.headers["x-forwarded-proto"] = protocol;
    const name = (req.headers.host ?? "").replace(/:\d+$/, "");
    const ours = name === baseDomain || name.endsWith(`.${baseDomain}`);
    const headers = securityHeaders({ secure: protocol === "https", ours, camera: built.camera });
    for (const [key, value] of Object.entries(headers)) res.setHeader(key, value);
    handler(req, res, () => res.writeHead(404).end());
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Headers of every reply, files included. */
function securityHeaders(site: { secure: boolean; ours: boolean; camera: boolean }): Record<string, string> {
  return {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": [`camera=${site.camera ? "(self)" : "()"}`, ...refused.map((one) => `${one}=()`)].join(", "),
    ...(site.secure
      ? { "Strict-Transport-Security": `max-age=63072000${site.ours ? "; includeSubDomains; preload" : ""}` }
      : {}),
  };
}

const refused = [
  "accelerometer",
  "autoplay",
  "display-capture",
  "encrypted-media",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

/** Runs a site as a process of its own until it is told to stop; a wrong setting is one sentence and exit code 1. */
export async function runSite(usualPort: number, serve: (site: Site) => Promise<Server>): Promise<void> {
  const host = process.env.HOST ?? "127.0.0.1";
  const port = Number(process.env.PORT ?? usualPort);
  try {
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("PORT: give a number up to 65535");
    const proxies = parseProxies(process.env.TRUSTED_PROXIES ?? "loopback, private");
    const server = await serve({ host, port, proxies, baseDomain: process.env.BASE_DOMAIN ?? "localhost" });
    process.stdout.write(`Listening on http://${host}:${port}\n`);
    const stop = () => {
      server.close();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), Number(process.env.SHUTDOWN_SECONDS ?? 25) * 1000).unref();
    };
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
