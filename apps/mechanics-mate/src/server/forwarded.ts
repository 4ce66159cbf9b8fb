import type { IncomingHttpHeaders } from "node:http";
import { BlockList, isIP } from "node:net";

const named: Record<string, readonly string[]> = {
  loopback: ["127.0.0.0/8", "::1/128"],
  private: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10"],
};

/** Networks whose forwarding headers are believed: `loopback, private, 203.0.113.7, 2001:db8::/32`. */
export function trustedNetworks(text: string): BlockList {
  const networks = new BlockList();
  const parts = text.split(/[\s,]+/).filter((part) => part !== "" && part !== "none");
  for (const [index, part] of parts.entries()) {
    for (const network of named[part] ?? [part]) {
      const [net = "", bits] = network.split("/");
      const version = isIP(net);
      const most = version === 6 ? 128 : 32;
      const length = bits === undefined ? most : Number(bits);
      if (version === 0 || !Number.isInteger(length) || length < 0 || length > most) {
        throw new Error(
          `TRUST_PROXY: part ${index + 1} is neither an address, a network such as 10.0.0.0/8, loopback nor private.`,
        );
      }
      networks.addSubnet(net, length, version === 6 ? "ipv6" : "ipv4");
    }
  }
  return networks;
}

/** What a connection and its proxy say about the sender. */
export interface Sender {
  ip: string;
  protocol: "http" | "https";
  host: string;
  /** True when a proxy we believe said which scheme the browser used. */
  viaProxy: boolean;
}

const forwarding = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-real-ip",
] as const;

/** Headers in which the sender is handed to the pages; a request that brings them loses them. */
export const senderHeaders = { ip: "x-mate-address", protocol: "x-mate-protocol", host: "x-mate-host" } as const;

/** Finds the sender and takes every forwarding header of a peer nobody trusts out of the request. */
export function takeSender(headers: IncomingHttpHeaders, peerAddress: string, trusted: BlockList): Sender {
  const peer = plain(peerAddress);
  const isTrusted = inside(trusted, peer);
  const told = isTrusted ? text(headers["x-forwarded-proto"])?.split(",")[0]?.trim() : undefined;
  const viaProxy = told === "http" || told === "https";
  const sender: Sender = {
    ip: isTrusted ? nearestStranger(headers, peer, trusted) : peer,
    protocol: told === "https" ? "https" : "http",
    host: (isTrusted ? text(headers["x-forwarded-host"]) : undefined) ?? text(headers.host) ?? "",
    viaProxy,
  };
  if (!isTrusted) for (const name of forwarding) delete headers[name];
  headers[senderHeaders.ip] = sender.ip;
  headers[senderHeaders.protocol] = sender.protocol;
  headers[senderHeaders.host] = sender.host;
  return sender;
}

/** The last hop that is no proxy of ours. */
function nearestStranger(headers: IncomingHttpHeaders, peer: string, trusted: BlockList): string {
  const chain = text(headers["x-forwarded-for"]);
  if (chain === undefined) {
    const real = plain(text(headers["x-real-ip"])?.trim() ?? "");
    return isIP(real) === 0 ? peer : real;
  }
  let nearest = peer;
  for (const hop of chain.split(",").reverse()) {
    const address = plain(hop.trim());
    if (isIP(address) === 0) return nearest;
    nearest = address;
    if (!inside(trusted, address)) return address;
  }
  return nearest;
}

function text(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function inside(networks: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && networks.check(address, version === 6 ? "ipv6" : "ipv4");
}

/** `::ffff:10.0.0.1` is how a dual-stack socket names 10.0.0.1. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
