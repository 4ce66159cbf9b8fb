import { randomUUID } from "node:crypto";
import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import type { AnyMateRoute, MateRoute } from "@mechanicbuddy/contract/mate/route";
import { closed, type Input, type Reply } from "@mechanicbuddy/contract/route";
import { normalised } from "@mechanicbuddy/platform/http/normalise";
import { faultsAgainst, mismatch, textFaultsAgainst } from "@mechanicbuddy/platform/http/validation";
import { observeRequest } from "@mechanicbuddy/platform/metrics";
import type { Account, Caller, MateContext, Site } from "../context.ts";
import { identify } from "../sessions/sessions.ts";
import { bodyOf } from "./body.ts";
import { cookieLine, cookieName } from "./cookies.ts";
import { isCsrfToken, refuseForeign, refuseWithoutToken, type UnsafeRequest } from "./csrf.ts";
import { problemReply, refusalOf } from "./problem.ts";

/** An answer that is not plain JSON: a stream, a file, another status. */
export class Answer {
  readonly response: Response;
  constructor(response: Response) {
    this.response = response;
  }
}

type Handler<R extends MateRoute> = (
  ctx: MateContext,
  input: Input<R> & { request: Request },
) => Promise<Reply<R> | Answer>;

export interface Entry {
  route: AnyMateRoute;
  handler: (ctx: MateContext, input: never) => Promise<unknown>;
}

/** Binds a route of the contract to its operation. */
export function handle<R extends MateRoute>(route: R, handler: Handler<R>): Entry {
  return { route: route as unknown as AnyMateRoute, handler: handler as unknown as Entry["handler"] };
}

export interface Api {
  readonly routes: readonly AnyMateRoute[];
  /** Answers a request to `/api/…`. */
  fetch(request: Request, caller: Caller): Promise<Response>;
  /** Calls a route for a page of the site itself: no forgery check, the session is the page's. */
  call<R extends MateRoute>(ctx: MateContext, route: R, input: Partial<Input<R>>): Promise<Reply<R>>;
  /** The context of a page's request. */
  contextOf(caller: Caller): Promise<MateContext>;
}

const SLOW_MS = 500;
const PROOF_MS = 10 * 60_000;

/** Compiles the table of routes into something that answers requests. */
export function createApi(site: Site, entries: readonly Entry[], checkReplies = false): Api {
  const compiled = entries.map((entry) => ({
    ...entry,
    pattern: patternOf(entry.route.path),
    checks: checksOf(entry.route),
  }));
  const contextFor = (caller: Caller, account: Account | undefined, requestId: string): MateContext => ({
    site,
    db: site.database.shared,
    now: site.now,
    log: site.log,
    requestId,
    caller,
    account,
    setCookies: [],
    transactional: false,
  });

  async function answer(
    request: Request,
    caller: Caller,
    requestId: string,
  ): Promise<{ response: Response; route?: AnyMateRoute; account?: Account }> {
    const url = new URL(request.url);
    const fitting = compiled.filter(({ pattern }) => pattern.test(url.pathname));
    const method = request.method === "HEAD" ? "GET" : request.method;
    const found = fitting.find(({ route }) => route.method === method);
    if (found === undefined) {
      if (fitting.length === 0) throw new MateRefusal("not_found", "There is nothing at this address.");
      const allow = [
        ...new Set(fitting.flatMap(({ route }) => (route.method === "GET" ? ["GET", "HEAD"] : [route.method]))),
      ];
      throw new MateRefusal("method_not_allowed", `This address takes ${allow.join(", ")}.`, { allow });
    }
    const { route } = found;
    const readsNoCookie = route.who === "signature" || route.exempt === true;
    const account = readsNoCookie ? undefined : await identify(site, caller);
    try {
      await countRequest(site, caller, account, route);
      const unsafe = route.who === "signature" || method === "GET" ? undefined : unsafeOf(request, caller);
      if (unsafe !== undefined) refuseForeign(unsafe, site.origins);
      const body = await bodyOf(route, request);
      if (unsafe !== undefined) {
        const field = body instanceof FormData ? body.get("_csrf") : null;
        const token = request.headers.get("x-csrf-token") ?? (typeof field === "string" ? field : undefined);
        refuseWithoutToken(unsafe, token, (given) => isToken(site, caller, account, given));
      }
      refuseWithoutRight(route, account, site.now());
      const ctx = contextFor(caller, account, requestId);
      const params = pathOf(found.pattern, url.pathname);
      const query = normalised(Object.fromEntries(url.searchParams));
      found.checks(params, query, body);
      const value = await found.handler(ctx, { params, query, body, request } as never);
      return { response: reply(route, ctx, value, checkReplies), route, account };
    } catch (error) {
      return { response: failed(site, error, requestId, route), route, account };
    }
  }

  return {
    routes: entries.map(({ route }) => route),
    fetch: async (request, caller) => {
      const requestId = randomUUID();
      const startedAt = performance.now();
      const { response, route, account } = await answer(request, caller, requestId).catch((error) => ({
        response: failed(site, error, requestId, undefined),
        route: undefined,
        account: undefined,
      }));
      response.headers.set("x-request-id", requestId);
      const durationMs = Math.round(performance.now() - startedAt);
      const seen = { route: route?.path ?? "unknown", method: request.method, status: response.status, durationMs };
      site.log.info({ requestId, ...seen }, "request");
      observeRequest(seen);
      if (response.status >= 400 || (durationMs > SLOW_MS && route?.streams !== true)) {
        site.logs.write({
          logType: response.status === 401 ? "auth_error" : "api_call",
          severity: response.status >= 500 ? "error" : response.status >= 400 ? "warning" : "info",
          title: `${request.method} ${route?.path ?? "unknown"} answered ${response.status}`,
          endpoint: route?.path,
          method: request.method,
          statusCode: response.status,
          durationMs,
          userId: account?.userId,
          ipBlock: caller.ipBlock,
          userAgent: caller.userAgent ?? undefined,
          requestId,
        });
      }
      return request.method === "HEAD" ? new Response(null, response) : response;
    },
    call: async (ctx, route, input) => {
      const found = compiled.find((entry) => entry.route.method === route.method && entry.route.path === route.path);
      if (found === undefined) throw new Error(`${route.method} ${route.path} is not in the table of routes`);
      if (route.method !== "GET") await countRequest(site, ctx.caller, ctx.account, found.route);
      refuseWithoutRight(found.route, ctx.account, site.now());
      const given = {
        params: input.params ?? {},
        query: input.query ?? {},
        body: input.body instanceof FormData ? input.body : normalised(input.body),
      };
      found.checks(given.params, given.query, given.body);
      const value = await found.handler(ctx, given as never);
      if (value instanceof Answer) throw new Error(`${route.path} answers with a stream, which a page cannot read`);
      return value as never;
    },
    contextOf: async (caller) => contextFor(caller, await identify(site, caller), randomUUID()),
  };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\./g, "\\.").replace(/:([A-Za-z]+)/g, "(?<$1>[^/]+)")}$`);
}

function pathOf(pattern: RegExp, pathname: string): Record<string, string> {
  const found = pattern.exec(pathname)?.groups ?? {};
  try {
    return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    throw new MateRefusal("not_found", "There is nothing at this address.");
  }
}

/** Checks path, query and body; an id that is none is simply not found. */
function checksOf(route: AnyMateRoute): (params: unknown, query: unknown, body: unknown) => void {
  const params = route.params === undefined ? undefined : textFaultsAgainst(route.params);
  const query = textFaultsAgainst(route.query ?? closed({}));
  const body = route.body === undefined ? undefined : faultsAgainst(route.body);
  return (path, search, sent) => {
    if ((params?.(path) ?? []).length > 0) throw new MateRefusal("not_found", "It may have been deleted.");
    const errors = [...query(search), ...(body?.(sent) ?? [])];
    if (errors.length > 0) throw new MateRefusal("validation", errors[0]?.message ?? "", { errors });
  };
}

function refuseWithoutRight(route: AnyMateRoute, account: Account | undefined, now: Date): void {
  if (route.who === "public" || route.who === "signature") return;
  if (account === undefined) throw new MateRefusal("unauthorized", "Sign in to continue.");
  if (route.who === "verified" && !account.emailVerified) {
    throw new MateRefusal("forbidden", "Confirm your e-mail address first: the link is in your mailbox.");
  }
  if (route.who === "admin") {
    if (account.adminRole === null) throw new MateRefusal("not_found", "There is nothing at this address.");
    if (!account.hasFactor || !account.session.factorPassed) {
      throw new MateRefusal("forbidden", "Administration needs a second factor. Set it up, then sign in with it.");
    }
  }
  if (route.freshProof === true && now.getTime() - account.session.provenAt.getTime() > PROOF_MS) {
    throw new MateRefusal("proof_required", "Enter your password again to go on.");
  }
}

async function countRequest(
  site: Site,
  caller: Caller,
  account: Account | undefined,
  route: AnyMateRoute,
): Promise<void> {
  if (route.who === "signature" || route.exempt === true) return;
  const db = site.database.shared;
  if (account === undefined) await site.limits.count(db, `any:${caller.ip}`, 60, 60, site.now());
  else await site.limits.count(db, `any:${account.session.id}`, 300, 300, site.now());
  if (route.attemptsPerHour !== undefined) {
    await site.limits.count(db, `${route.path}:${caller.ipBlock}`, route.attemptsPerHour, 3600, site.now());
  }
}

function unsafeOf(request: Request, caller: Caller): UnsafeRequest {
  const kinds = ["session", "visitor"] as const;
  return {
    origin: request.headers.get("origin"),
    fetchSite: request.headers.get("sec-fetch-site"),
    hasCookie: kinds.some((kind) => caller.cookies.has(cookieName(kind, caller.isSecure))),
  };
}

/** What a CSRF token of this request is bound to: the session, or before it the visitor's cookie. */
export function bindingOf(caller: Caller, account: Account | undefined): string | undefined {
  return account?.session.id ?? caller.cookies.get(cookieName("visitor", caller.isSecure));
}

export function isToken(site: Site, caller: Caller, account: Account | undefined, token: string): boolean {
  const binding = bindingOf(caller, account);
  return binding !== undefined && isCsrfToken(site.keys.derive("mate-csrf"), binding, token, site.now());
}

function reply(route: AnyMateRoute, ctx: MateContext, value: unknown, checkReplies: boolean): Response {
  const response = value instanceof Answer ? value.response : jsonOf(route, value, checkReplies);
  for (const line of ctx.setCookies) response.headers.append("set-cookie", line);
  return response;
}

function jsonOf(route: AnyMateRoute, value: unknown, checkReplies: boolean): Response {
  const [status, schema] = Object.entries(route.reply)[0] ?? ["200", undefined];
  if (checkReplies && schema !== undefined && !("binary" in schema)) {
    const fault = mismatch(schema, JSON.parse(JSON.stringify(value)));
    if (fault !== undefined)
      throw new Error(`${route.method} ${route.path} answers what its contract does not say: ${fault}`);
  }
  return new Response(JSON.stringify(value), {
    status: Number(status),
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}

function failed(site: Site, error: unknown, requestId: string, route: AnyMateRoute | undefined): Response {
  const refusal = refusalOf(error);
  if (refusal.code === "internal") {
    site.log.error({ err: error, requestId, route: route?.path }, "request failed");
    site.report(error, { route: route?.path ?? "unknown" });
  }
  return problemReply(refusal, requestId);
}

/** A visitor's cookie, to which tokens are bound before there is a session. */
export function visitorCookie(caller: Caller, value: string): string {
  return cookieLine(cookieName("visitor", caller.isSecure), value, { isSecure: caller.isSecure });
}
