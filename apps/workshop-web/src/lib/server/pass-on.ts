import { ownProblem } from "@mechanicbuddy/ui/site/problem";
import type { RequestEvent } from "@sveltejs/kit";
import { settings } from "./settings.ts";

const timeoutMs = 30_000;
const asked = ["accept", "authorization", "content-type", "idempotency-key", "if-none-match", "origin"];
const answered = [
  "access-control-allow-headers",
  "access-control-allow-methods",
  "access-control-allow-origin",
  "allow",
  "cache-control",
  "content-disposition",
  "content-security-policy",
  "content-type",
  "etag",
  "ratelimit-limit",
  "ratelimit-remaining",
  "ratelimit-reset",
  "retry-after",
  "vary",
  "x-request-id",
];

/**
 * Passes a call of an outside client on to the API: its own token, never a cookie, never this server's secret, so
 * nobody gains anything by going through the site.
 */
export async function passOn(event: RequestEvent): Promise<Response> {
  const { request, url } = event;
  const headers = pick(request.headers, asked);
  headers.set("x-forwarded-host", url.host);
  headers.set("x-forwarded-for", event.getClientAddress());
  headers.set("user-agent", request.headers.get("user-agent") ?? "");
  const body = request.method === "GET" || request.method === "HEAD" ? undefined : await request.arrayBuffer();
  try {
    const reply = await fetch(new URL(`${url.pathname}${url.search}`, settings().apiUrl), {
      method: request.method,
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return new Response(reply.body, { status: reply.status, headers: pick(reply.headers, answered) });
  } catch {
    const { problem, status } = ownProblem("unavailable", "The API does not answer. Try again in a moment.");
    const type = { "content-type": "application/problem+json", "retry-after": "5" };
    return new Response(JSON.stringify(problem), { status, headers: type });
  }
}

function pick(from: Headers, names: readonly string[]): Headers {
  const headers = new Headers();
  for (const name of names) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}
