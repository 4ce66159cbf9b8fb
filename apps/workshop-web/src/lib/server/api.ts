import type { Route, RouteOptions, TypedRoute } from "@mechanicbuddy/contract/route";
import { type AnyCall, type Api, type Args, addressOf, passedOn } from "@mechanicbuddy/ui/site/call";
import { invalidFields, ownProblem, problemOf } from "@mechanicbuddy/ui/site/problem";
import { type RequestEvent, redirect } from "@sveltejs/kit";
import { loginAddress } from "#lib/login-address.ts";
import { cookieName, endSession } from "./session.ts";
import { settings } from "./settings.ts";

const timeoutMs = 15_000;
const fileTimeoutMs = 60_000;
const listTimeoutMs = 600_000;

/**
 * `await api(event)(getCustomer, { params: { id } })`: the reply, typed by the contract. Throws `ApiProblem`: in a load
 * it becomes the fitting error page, in a form action `submit` maps it to the form. When nobody is signed in any more,
 * a load goes to the sign-in page and back.
 */
export function api(event: RequestEvent): Api {
  return async (route, ...[call]) => {
    const response = await send(event, route, call, route.upload === undefined ? timeoutMs : fileTimeoutMs);
    if (response.status === 204 || response.status === 202) return null as never;
    return (await response.json()) as never;
  };
}

/** A file of the API (PDF, CSV, picture) as the reply of a `+server.ts`: streamed, sandboxed, names kept. */
export async function file<Path extends string, Options extends RouteOptions>(
  event: RequestEvent,
  route: TypedRoute<Path, Options>,
  ...[call]: Args<TypedRoute<Path, Options>>
): Promise<Response> {
  return passedOn(await send(event, route, call, fileTimeoutMs));
}

/** What the API writes bit by bit, as it comes. */
export async function stream<Path extends string, Options extends RouteOptions>(
  event: RequestEvent,
  route: TypedRoute<Path, Options>,
  ...[call]: Args<TypedRoute<Path, Options>>
): Promise<Response> {
  return passedOn(await send(event, route, call, listTimeoutMs));
}

/** A whole list as a table, under the filters of `query`. */
export async function listFile(event: RequestEvent, route: Route, query: object): Promise<Response> {
  return passedOn(await send(event, route, { query, accept: "text/csv" }, listTimeoutMs));
}

async function send(event: RequestEvent, route: Route, call: AnyCall = {}, limitMs: number): Promise<Response> {
  const faults = event.locals.form?.faults ?? [];
  if (faults.length > 0 && route.method !== "GET") throw invalidFields(faults);
  const response = await fetch(addressOf(route, call, settings().apiUrl), {
    method: route.method,
    headers: {
      ...callerHeaders(event),
      accept: call.accept ?? "application/json, application/problem+json, */*",
      ...(call.body === undefined ? {} : { "content-type": typeOf(route) }),
      ...(call.idempotencyKey ? { "idempotency-key": call.idempotencyKey } : {}),
    },
    body: bodyOf(route, call),
    redirect: "error",
    signal: AbortSignal.timeout(limitMs),
  }).catch(() => {
    throw ownProblem("unavailable", "The workshop's server does not answer.");
  });
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.code === "password_change_required") redirect(303, "/change-password");
  if (problem.code === "factor_setup_required") redirect(303, "/set-up-factor");
  if (problem.code === "unauthenticated" && event.locals.session !== undefined && event.locals.form === undefined) {
    endSession(event.cookies, event.locals.secure);
    redirect(303, loginAddress(event.url));
  }
  throw problem;
}

const typeOf = ({ upload }: Route) => (upload === undefined ? "application/json" : "application/octet-stream");

function bodyOf({ upload }: Route, { body }: AnyCall): BodyInit | undefined {
  if (body === undefined) return undefined;
  return upload === undefined ? JSON.stringify(body) : (body as Uint8Array<ArrayBuffer>);
}

/** Who asks, from where, and that this server vouches for it. */
export function callerHeaders(event: RequestEvent): Record<string, string> {
  const { tenant, session } = event.locals;
  return {
    "x-consumer-secret": settings().serverSecret,
    ...(tenant === undefined ? {} : { "x-tenant-id": tenant }),
    "x-forwarded-host": event.url.host,
    "x-forwarded-for": event.getClientAddress(),
    "user-agent": event.request.headers.get("user-agent") ?? "",
    ...(session === undefined ? {} : { authorization: `Bearer ${session.token}` }),
  };
}

/** Token of a browser that signed in before; sent with the sign-in only. */
export function deviceToken(event: RequestEvent): string | undefined {
  return event.cookies.get(cookieName("device", event.locals.secure));
}
