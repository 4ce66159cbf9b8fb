import { customerAuth, type SignedIn, staffAuth } from "@mechanicbuddy/contract/management/auth";
import type { Route, RouteOptions, TypedRoute } from "@mechanicbuddy/contract/route";
import { type AnyCall, type Api, type Args, addressOf, passedOn } from "@mechanicbuddy/ui/site/call";
import { ownProblem, problemOf } from "@mechanicbuddy/ui/site/problem";
import { type RequestEvent, redirect } from "@sveltejs/kit";
import { loginAddress } from "./doors.ts";
import { forget, type Kind, keep } from "./session.ts";
import { settings } from "./settings.ts";

const timeoutMs = 15_000;
const fileTimeoutMs = 300_000;
/** A token that ends sooner is replaced before it is used. */
const spareMs = 30_000;

/** Calls routes anyone may call. */
export const visitor = (event: RequestEvent): Api => caller(event);
/** Calls routes as the customer who is signed in; their token goes nowhere else. */
export const customer = (event: RequestEvent): Api => caller(event, "customer");
/** Calls routes as the member of the staff who is signed in. */
export const staff = (event: RequestEvent): Api => caller(event, "staff");

/**
 * Throws `ApiProblem`: in a load it becomes the fitting error page, in a form action `submit` maps it to the form.
 * When nobody is signed in any more, a load goes to the door and back.
 */
function caller(event: RequestEvent, kind?: Kind): Api {
  return async (route, ...[call]) => {
    const response = await send(event, kind, route, call, timeoutMs);
    return (response.status === 204 ? null : await response.json()) as never;
  };
}

/** A file of the API as the reply of a `+server.ts`. */
export async function file<Path extends string, Options extends RouteOptions>(
  event: RequestEvent,
  kind: Kind | undefined,
  route: TypedRoute<Path, Options>,
  ...[call]: Args<TypedRoute<Path, Options>>
): Promise<Response> {
  return passedOn(await send(event, kind, route, call, fileTimeoutMs));
}

/** A list as a table, under the filters of `query`. */
export async function listFile(event: RequestEvent, route: Route, query: object): Promise<Response> {
  return passedOn(await send(event, "staff", route, { query, accept: "text/csv" }, fileTimeoutMs));
}

/** A stream of events of the API, for as long as the browser listens. */
export async function stream(
  event: RequestEvent,
  kind: Kind,
  route: Route,
  params: Record<string, string>,
): Promise<Response> {
  const reply = await send(event, kind, route, { params, accept: "text/event-stream" });
  return new Response(reply.body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
  });
}

async function send(
  event: RequestEvent,
  kind: Kind | undefined,
  route: Route,
  call: AnyCall = {},
  limitMs?: number,
): Promise<Response> {
  const token = kind === undefined ? undefined : await tokenOf(event, kind);
  const lastEvent = event.request.headers.get("last-event-id");
  const response = await fetch(addressOf(route, call, settings().apiUrl), {
    method: route.method,
    headers: {
      ...fromWhom(event),
      accept: call.accept ?? "application/json, application/problem+json, */*",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(lastEvent === null ? {} : { "last-event-id": lastEvent }),
      ...(call.body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: call.body === undefined ? undefined : JSON.stringify(call.body),
    redirect: "error",
    signal: limitMs === undefined ? event.request.signal : AbortSignal.timeout(limitMs),
  }).catch(() => {
    throw ownProblem("unavailable", "The platform does not answer. Try again in a moment.");
  });
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (kind !== undefined && problem.code === "unauthenticated") leave(event, kind);
  if (problem.code === "factor_setup_required") redirect(303, "/operate/factor");
  throw problem;
}

/** The token of whoever is signed in at this door; the next one where it is about to end. */
async function tokenOf(event: RequestEvent, kind: Kind): Promise<string> {
  const { locals, cookies } = event;
  const session = locals.sessions[kind];
  if (session === undefined) return leave(event, kind);
  if (Date.parse(session.tokenExpiresAt) - Date.now() > spareMs) return session.token;
  const { token } = kind === "customer" ? customerAuth : staffAuth;
  locals.renewing[kind] ??= visitor(event)(token, { body: { session: session.session } });
  const renewed: SignedIn | undefined = await locals.renewing[kind].catch((error: { code?: string }) => {
    if (error.code === "unauthenticated") return undefined;
    throw error;
  });
  if (renewed === undefined) return leave(event, kind);
  locals.sessions[kind] = { kind, ...renewed };
  await keep(cookies, { kind, ...renewed }, locals.secure, settings().sessionKey);
  return renewed.token;
}

/** Nobody is signed in any more: a page goes to the door and comes back, a form is kept as it is. */
function leave(event: RequestEvent, kind: Kind): never {
  const { locals, cookies } = event;
  locals.sessions[kind] = undefined;
  forget(cookies, kind, locals.secure);
  if (locals.inForm)
    throw ownProblem("unauthenticated", "Your session has ended. Sign in again, then send this once more.");
  redirect(303, loginAddress(kind, event.url));
}

/** From where the request came; the API believes it of servers it was told of. */
function fromWhom(event: RequestEvent): Record<string, string> {
  return {
    "x-forwarded-for": event.getClientAddress(),
    "user-agent": event.request.headers.get("user-agent") ?? "",
  };
}
