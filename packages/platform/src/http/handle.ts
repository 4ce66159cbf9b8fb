import { holds } from "@mechanicbuddy/contract/permission";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { closed, type Input, type Reply, type Route } from "@mechanicbuddy/contract/route";
import type { FastifyRequest } from "fastify";
import type { Actor, Context } from "../context.ts";
import { newCost } from "../database/tenancy.ts";
import type { App } from "./app.ts";
import { type Caller, callerOf } from "./caller.ts";
import { claimKey, storeReply } from "./idempotency.ts";
import { countAttempt, countRequest } from "./limits.ts";
import { listCsv, wantsCsv } from "./list-csv.ts";
import { normalised } from "./normalise.ts";
import { refuseInState } from "./plan-state.ts";
import { assertAnswer, bodyOf, type File, type Json, sendAnswer, successStatus } from "./reply.ts";
import {
  checkSession,
  RoleChanged,
  refuseStale,
  refuseSupport,
  refuseUntilChanged,
  type Session,
  touch,
} from "./session.ts";
import type { Claims } from "./tokens.ts";
import { limitOf, refuseOversized, uploadOf } from "./uploads.ts";

export interface HandleOptions {
  /** False: the handler opens its own transactions, because slow work (password hashing) must not hold one. */
  transaction?: boolean;
  /** True: allowed while a password must be changed. */
  beforePasswordChange?: boolean;
  /** True: allowed while a second factor must be set up. */
  beforeFactor?: boolean;
  /** True: of the session itself, so that support may call it too. */
  ofSession?: boolean;
}

/** A route without a reply body answers with nothing. */
type Handler<R extends Route> = (
  ctx: Context,
  input: Input<R>,
) => Reply<R> extends null ? Promise<void> : Promise<Reply<R> | Json | File>;

declare module "fastify" {
  interface FastifyRequest {
    caller?: Caller;
  }
  interface FastifyContextConfig {
    contract?: Route;
  }
}

/**
 * Registers a route of the contract. Around the handler it finds tenant and session, checks the permission, validates
 * the input, opens the transaction of a write, and answers a repeated `Idempotency-Key` with the first reply.
 */
export function handle<R extends Route>(app: App, route: R, handler: Handler<R>, options: HandleOptions = {}): void {
  const isPublic = route.permission === "public";
  const transactional = options.transaction ?? route.method !== "GET";
  app.routes.push(route);
  app.fastify.route({
    method: route.method,
    url: route.path,
    config: { contract: route },
    ...limitOf(route),
    schema: {
      querystring: route.query ?? closed({}),
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.body === undefined ? {} : { body: route.body }),
    },
    onRequest: async (request, reply) => {
      if (route.upload !== undefined) refuseOversized(request, route.upload);
      const caller = await callerOf(app, request, !isPublic);
      request.caller = caller;
      countRequest(app, request, reply, caller);
      refuseInState(route, caller);
      if (route.attemptsPerHour !== undefined) await countAttempt(app, request, caller, route);
      if (caller.claims !== undefined && !allowed(route, caller.claims)) await refuseRole(app, route, caller);
    },
    preValidation: async (request) => {
      request.query = normalised(request.query);
      request.params = normalised(request.params);
      if (route.upload !== undefined) request.body = uploadOf(request.body);
      else if (request.body !== undefined) request.body = normalised(request.body);
    },
    handler: async (request, reply) => {
      const input = { params: request.params, query: request.query, body: request.body } as Input<R>;
      const run = transactional ? write : route.method === "GET" ? read : slow;
      const ask = async (asked: Input<R>): Promise<Answer> => {
        const work = async (ctx: Context): Promise<unknown> => handler(ctx, asked);
        const answer = await withRole(request.caller as Caller, (caller) => {
          const call = { route, request, caller, options };
          return noted(app, call, () => run(app, call, work));
        });
        if (app.checkReplies && answer.status === undefined) assertAnswer(route, answer.value);
        return answer;
      };
      if (wantsCsv(route, request)) {
        if (request.caller?.claims?.support !== undefined)
          throw new Refusal("forbidden", "Support cannot take lists along.");
        const next = async (query: object) => (await ask({ ...input, query } as Input<R>)).value;
        return sendAnswer(reply, 200, await listCsv(route, input.query, next));
      }
      const answer = await ask(input);
      return sendAnswer(reply, answer.status ?? successStatus(route), answer.value);
    },
  });
}

interface Call {
  route: Route;
  request: FastifyRequest;
  caller: Caller;
  options: HandleOptions;
}

interface Answer {
  value: unknown;
  /** Set when an earlier reply is repeated. */
  status?: number;
}

function allowed(route: Route, claims: Claims): boolean {
  const { permission } = route;
  return (
    permission === "public" || permission === "self" || (permission !== "service" && holds(claims.role, permission))
  );
}

/** The token's role lacks the permission. A role that was raised since then counts, so the session row is asked. */
async function refuseRole(app: App, route: Route, caller: Caller): Promise<void> {
  const claims = caller.claims as Claims;
  const db = app.tenancy.shared(caller.tenant.id, newCost());
  try {
    await checkSession(db, claims);
  } catch (error) {
    if (!(error instanceof RoleChanged)) throw error;
    caller.claims = { ...claims, role: error.role };
    if (allowed(route, caller.claims)) return;
  }
  throw forbidden(route);
}

function forbidden(route: Route): Refusal {
  const permission = route.permission;
  return new Refusal("forbidden", `This needs the permission ${permission}.`, { permission });
}

/** Runs again under the new role when it changed since the token was made. */
async function withRole(caller: Caller, run: (caller: Caller) => Promise<Answer>): Promise<Answer> {
  try {
    return await run(caller);
  } catch (error) {
    if (!(error instanceof RoleChanged) || caller.claims === undefined) throw error;
    return run({ ...caller, claims: { ...caller.claims, role: error.role } });
  }
}

/** Every call of somebody of the operator is noted, refused ones too; what cannot be noted is not answered. */
async function noted(app: App, call: Call, run: () => Promise<Answer>): Promise<Answer> {
  const { caller, options } = call;
  if (caller.claims?.support === undefined || options.ofSession === true) return run();
  const note = (outcome: string) => app.noteSupport(contextOf(app, call), call.request, outcome);
  try {
    const answer = await run();
    await note("ok");
    return answer;
  } catch (error) {
    // Who is not let in any more is a stranger, and writes nothing here.
    if (error instanceof Refusal && error.code !== "unauthenticated") await note(error.code);
    throw error;
  }
}

/** One round trip: the session's statement and the handler's travel together, and the reply waits for both. */
async function read(app: App, call: Call, work: (ctx: Context) => Promise<unknown>): Promise<Answer> {
  const ctx = contextOf(app, call);
  const { claims } = call.caller;
  const session = claims === undefined || call.route.permission === "public" ? undefined : checkSession(ctx.db, claims);
  const [known, answer] = await Promise.allSettled([session, recheck(call, claims) ?? work(ctx)]);
  app.onCost(call.route, ctx.cost);
  if (known.status === "rejected") throw known.reason;
  if (known.value !== undefined) accept(app, call, ctx, known.value);
  if (answer.status === "rejected") throw answer.reason;
  return { value: answer.value };
}

/** A change whose slow part must not hold a transaction: the session is known before anything is done. */
async function slow(app: App, call: Call, work: (ctx: Context) => Promise<unknown>): Promise<Answer> {
  const ctx = contextOf(app, call);
  const { claims } = call.caller;
  if (claims !== undefined && call.route.permission !== "public") {
    accept(app, call, ctx, await checkSession(ctx.db, claims));
  }
  const value = await (recheck(call, claims) ?? work(ctx));
  app.onCost(call.route, ctx.cost);
  return { value };
}

async function write(app: App, call: Call, work: (ctx: Context) => Promise<unknown>): Promise<Answer> {
  const outer = contextOf(app, call);
  const { claims } = call.caller;
  const answer = await app.tenancy.transaction(outer.tenant.id, outer.cost, async (db): Promise<Answer> => {
    const ctx = { ...outer, db, transactional: true };
    const session = claims === undefined || call.route.permission === "public" ? undefined : checkSession(db, claims);
    session?.catch(() => undefined);
    const first = claimKey(ctx, call.route, call.request);
    if (first !== undefined) {
      const earlier = await first.catch(async (error) => {
        await session;
        throw error;
      });
      if (session !== undefined) accept(app, call, ctx, await session);
      if (earlier !== undefined) return earlier;
    }
    try {
      const value = await (recheck(call, claims) ?? work(ctx));
      if (first === undefined && session !== undefined) accept(app, call, ctx, await session);
      if (first !== undefined) storeReply(ctx, call.request, successStatus(call.route), bodyOf(value));
      return { value };
    } catch (error) {
      // A session that is over fails the transaction first; the reason people need to read is that one.
      await session;
      throw error;
    }
  });
  app.onCost(call.route, outer.cost);
  return answer;
}

/** After a role change the new role may lack the permission. */
function recheck(call: Call, claims: Claims | undefined): Promise<never> | undefined {
  return claims === undefined || allowed(call.route, claims) ? undefined : Promise.reject(forbidden(call.route));
}

function accept(app: App, call: Call, ctx: Context, session: Session): void {
  const { route, options } = call;
  refuseSupport(session, route, options.ofSession ?? false);
  if (session.supportPerson === null) refuseUntilChanged(session, options);
  if (route.freshProof === true) refuseStale(session, app.now());
  if (session.supportPerson === null) app.activity.seen(ctx.tenant.id);
  touch(app.tenancy.shared(ctx.tenant.id, newCost()), session, app.now()).catch((error: Error) =>
    ctx.log.warn({ err: error }, "could not note the use of a session"),
  );
}

function contextOf(app: App, call: Call): Context {
  const { caller, request } = call;
  const cost = newCost();
  return {
    tenant: caller.tenant,
    actor: actorOf(caller, request),
    db: app.tenancy.shared(caller.tenant.id, cost),
    now: app.now,
    log: app.log.child({ requestId: request.id, tenant: caller.tenant.id }),
    requestId: request.id,
    instance: app.instance,
    cost,
    transactional: false,
  };
}

function actorOf(caller: Caller, request: FastifyRequest): Actor {
  const from = { ip: request.ip, userAgent: request.headers["user-agent"]?.slice(0, 300) ?? "" };
  const { claims } = caller;
  if (claims === undefined) return { kind: "visitor", ...from };
  const { userId, employeeId, role, session, support } = claims;
  if (support !== undefined) {
    const { person: supportPerson, reason: supportReason } = support;
    return { kind: "support", userId, employeeId, role, session, supportPerson, supportReason, ...from };
  }
  return { kind: "user", userId, employeeId, role, session, ...from };
}
