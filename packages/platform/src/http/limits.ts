import { Refusal } from "@mechanicbuddy/contract/problem";
import type { Route } from "@mechanicbuddy/contract/route";
import type { FastifyReply, FastifyRequest } from "fastify";
import { addressKey, type Limit, limitHeaders } from "../rate-limits.ts";
import type { App } from "./app.ts";
import type { Caller } from "./caller.ts";

const REQUESTS_PER_MINUTE = 600;

/** Counts the request of a session, or of an address where nobody is signed in, against the general limit. */
export function countRequest(app: App, request: FastifyRequest, reply: FastifyReply, caller: Caller): void {
  const who = caller.claims === undefined ? addressKey(request.ip) : caller.claims.session;
  const limit = app.limits.takeRequest({
    scope: "requests",
    key: `${caller.tenant.id}:${who}`,
    limit: REQUESTS_PER_MINUTE,
    windowSeconds: 60,
  });
  reply.headers(limitHeaders(limit));
  if (!limit.allowed) throw tooMany(limit);
}

/** Takes one attempt of a route that must not be tried at will: exact over all processes, and kept over restarts. */
export async function countAttempt(app: App, request: FastifyRequest, caller: Caller, route: Route): Promise<void> {
  const limit = await app.limits.takeAttempt({
    scope: `${route.method} ${route.path}`,
    key: `${caller.tenant.id}:${addressKey(request.ip)}`,
    limit: route.attemptsPerHour ?? 0,
    windowSeconds: 3600,
  });
  if (!limit.allowed) throw tooMany(limit);
}

function tooMany({ retryAfterSeconds }: Limit): Refusal {
  return new Refusal("rate_limited", `Too many requests. Try again in ${inWords(retryAfterSeconds)}.`, {
    retryAfter: retryAfterSeconds,
  });
}

/** "40 seconds", "2 minutes": rounded up, so waiting that long is enough. */
export function inWords(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
