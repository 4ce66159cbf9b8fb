import { isIP } from "node:net";
import type { Caller } from "../context.ts";
import { readCookies } from "./cookies.ts";

/** What a request says about its sender; address and scheme come from our own server, which asked the proxy. */
export function callerOf(headers: Headers, ip: string, isSecure: boolean): Caller {
  return {
    ip,
    ipBlock: blockOf(ip),
    userAgent: headers.get("user-agent")?.slice(0, 300) ?? null,
    isSecure,
    cookies: readCookies(headers.get("cookie")),
  };
}

/** `203.0.113.0/24` of an IPv4, `2001:db8:1::/48` of an IPv6 address. */
export function blockOf(ip: string): string {
  if (isIP(ip) === 4) return `${ip.split(".").slice(0, 3).join(".")}.0/24`;
  if (isIP(ip) !== 6) return "unknown";
  const [head = "", tail] = ip.split("%")[0]?.split("::") ?? [];
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = [...first, ...Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => "0"), ...last];
  return `${groups
    .slice(0, 3)
    .map((group) => Number.parseInt(group || "0", 16).toString(16))
    .join(":")}::/48`;
}
