import type { IncomingHttpHeaders } from "node:http";
import { clientAddress, isTrusted, type Proxies } from "@mechanicbuddy/platform/http/address";

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
export function takeSender(headers: IncomingHttpHeaders, peer: string, proxies: Proxies): Sender {
  if (!isTrusted(peer, proxies)) for (const name of forwarding) delete headers[name];
  const told = text(headers["x-forwarded-proto"])?.split(",")[0]?.trim();
  const sender: Sender = {
    ip: clientAddress(headers, peer, proxies),
    protocol: told === "https" ? "https" : "http",
    host: text(headers["x-forwarded-host"]) ?? text(headers.host) ?? "",
    viaProxy: told === "http" || told === "https",
  };
  headers[senderHeaders.ip] = sender.ip;
  headers[senderHeaders.protocol] = sender.protocol;
  headers[senderHeaders.host] = sender.host;
  return sender;
}

function text(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
