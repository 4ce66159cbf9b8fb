import { BlockList, isIP } from "node:net";

/** Networks whose forwarding headers are believed. */
export type Proxies = BlockList;

const named: Record<string, [string, number, "ipv4" | "ipv6"][]> = {
  loopback: [
    ["127.0.0.0", 8, "ipv4"],
    ["::1", 128, "ipv6"],
  ],
  private: [
    ["10.0.0.0", 8, "ipv4"],
    ["172.16.0.0", 12, "ipv4"],
    ["192.168.0.0", 16, "ipv4"],
    ["169.254.0.0", 16, "ipv4"],
    ["fc00::", 7, "ipv6"],
    ["fe80::", 10, "ipv6"],
  ],
};

/** Reads `loopback, private, 203.0.113.7, 2001:db8::/32`. Throws a sentence naming the bad part's place, not its value. */
export function parseProxies(text: string, variable = "TRUSTED_PROXIES"): Proxies {
  const proxies = new BlockList();
  const parts = text.split(/[\s,]+/).filter(Boolean);
  for (const [index, part] of parts.entries()) {
    for (const [net, bits, family] of named[part] ?? [networkOf(part, index, variable)])
      proxies.addSubnet(net, bits, family);
  }
  return proxies;
}

function networkOf(part: string, index: number, variable: string): [string, number, "ipv4" | "ipv6"] {
  const [net = "", bits] = part.split("/");
  const version = isIP(net);
  const most = version === 6 ? 128 : 32;
  const length = bits === undefined ? most : Number(bits);
  if (version === 0 || !Number.isInteger(length) || length < 0 || length > most) {
    throw new Error(
      `${variable}: part ${index + 1} is neither an address, a network such as 10.0.0.0/8, loopback nor private`,
    );
  }
  return [net, length, version === 6 ? "ipv6" : "ipv4"];
}

const nearby = parseProxies("loopback, private");

function inside(networks: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && networks.check(address, version === 6 ? "ipv6" : "ipv4");
}

/** `::ffff:10.0.0.1` is how a dual-stack socket names 10.0.0.1. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

/** True for a proxy whose forwarding headers are believed. */
export function isTrusted(peerAddress: string, proxies: Proxies): boolean {
  return inside(proxies, plain(peerAddress));
}

type Headers = Record<string, string | string[] | undefined>;

function single(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Address of the browser: the last hop that is not a trusted proxy. Headers of anyone else are ignored. */
export function clientAddress(headers: Headers, peerAddress: string, proxies: Proxies): string {
  const peer = plain(peerAddress);
  if (!inside(proxies, peer)) return peer;
  const forwarded = single(headers, "x-forwarded-for");
  if (forwarded === undefined) {
    const real = plain(single(headers, "x-real-ip")?.trim() ?? "");
    return isIP(real) === 0 ? peer : real;
  }
  let nearest = peer;
  for (const hop of forwarded.split(",").reverse()) {
    const address = plain(hop.trim());
    if (isIP(address) === 0) return nearest;
    nearest = address;
    if (!inside(proxies, address)) return address;
  }
  return nearest;
}

/** True for localhost, `*.localhost` and private addresses: there plain http is usual. */
export function isNearby(host: string): boolean {
  const name = host
    .replace(/:\d+$/, "")
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  return name === "localhost" || name.endsWith(".localhost") || inside(nearby, name);
}

/**
 * The scheme the browser used. A proxy that sends only `Host` and `X-Real-IP` stands in front of TLS, so https is
 * taken, except for localhost and private addresses.
 */
export function clientProtocol(headers: Headers, peerAddress: string, proxies: Proxies): "http" | "https" {
  const told = single(headers, "x-forwarded-proto")?.split(",")[0]?.trim();
  if ((told === "http" || told === "https") && inside(proxies, plain(peerAddress))) return told;
  return isNearby(single(headers, "host") ?? "") ? "http" : "https";
}
