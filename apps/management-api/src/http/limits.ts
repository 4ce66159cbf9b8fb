import { isIP } from "node:net";
import type { AnyManagementRoute } from "@mechanicbuddy/contract/management/route";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { inWords } from "@mechanicbuddy/platform/http/limits";
import { addressKey, type Limit, limitHeaders } from "@mechanicbuddy/platform/rate-limits";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "../context.ts";
import type { App } from "./app.ts";

const REQUESTS = 300;
const REQUESTS_SECONDS = 300;
const WRITES_PER_MINUTE = 60;

/** The network a browser sits in: /24 of IPv4, /64 of IPv6. */
export function blockOf(address: string): string {
  const key = addressKey(address);
  return isIP(key) === 4 ? `${key.split(".").slice(0, 3).join(".")}.0/24` : key;
}

/** Counts a request of an address that nobody signed in from, or of a session; routes of services are not counted. */
export function countRequest(app: App, request: FastifyRequest, reply: FastifyReply, actor: Actor): void {
  if (actor.kind === "instance" || actor.kind === "task") return;
  const key = actor.kind === "visitor" ? addressKey(request.ip) : actor.session;
  const limit = app.limits.takeRequest({ scope: "requests", key, limit: REQUESTS, windowSeconds: REQUESTS_SECONDS });
  reply.headers(limitHeaders(limit));
  if (!limit.allowed) throw tooMany(limit);
  if (request.method === "GET" || actor.kind === "visitor") return;
  const writes = app.limits.takeRequest({ scope: "writes", key, limit: WRITES_PER_MINUTE, windowSeconds: 60 });
  if (!writes.allowed) throw tooMany(writes);
}

/** Takes one attempt of a route anyone may call: exact over all processes, and kept over restarts. */
export async function countAttempt(app: App, request: FastifyRequest, route: AnyManagementRoute): Promise<void> {
  if (route.attemptsPerHour === undefined) return;
  const limit = await app.limits.takeAttempt({
    scope: `${route.method} ${route.path}`,
    key: blockOf(request.ip),
    limit: route.attemptsPerHour,
    windowSeconds: 3_600,
  });
  if (!limit.allowed) throw tooMany(limit);
}

/** Takes one attempt for an address somebody typed, whether it is known or not. */
export async function limitPerEmail(
  app: App,
  scope: string,
  email: string,
  window: { limit: number; windowSeconds: number },
): Promise<void> {
  const limit = await app.limits.takeAttempt({ scope, key: email.toLowerCase(), ...window });
  if (!limit.allowed) throw tooMany(limit);
}

function tooMany({ retryAfterSeconds }: Limit): Refusal {
  return new Refusal("rate_limited", `Too many requests. Try again in ${inWords(retryAfterSeconds)}.`, {
    retryAfter: retryAfterSeconds,
  });
}
