import type { AnyManagementRoute, ManagementOptions, ManagementRoute } from "@mechanicbuddy/contract/management/route";
import { closed, type Input, type Reply } from "@mechanicbuddy/contract/route";
import { newCost } from "@mechanicbuddy/platform/database/tenancy";
import { listCsv, wantsCsv } from "@mechanicbuddy/platform/http/list-csv";
import { normalised } from "@mechanicbuddy/platform/http/normalise";
import { assertAnswer, type File, type Json, sendAnswer, successStatus } from "@mechanicbuddy/platform/http/reply";
import type { FastifyRequest } from "fastify";
import { type Actor, type Context, DATABASE, inTransaction } from "../context.ts";
import type { App } from "./app.ts";
import { actorOf } from "./caller.ts";
import { countAttempt, countRequest } from "./limits.ts";

const BODY_LIMIT = 64 * 1024;

export interface HandleOptions<Answer> {
  /** False: the handler opens its own transactions, because slow work (password hashing, calls) must not hold one. */
  transaction?: boolean;
  /** True: staff may call it before their second factor is set up. */
  beforeFactor?: boolean;
  /** Headers that say the same as the answer, for callers that read no bodies. */
  headers?: (answer: Answer) => Record<string, string>;
}

/** A route without a reply body answers with nothing. */
type Handler<R extends ManagementRoute> = (
  ctx: Context,
  input: Input<R>,
  request: FastifyRequest,
) => Reply<R> extends null ? Promise<void> : Promise<Reply<R> | Json | File>;

declare module "fastify" {
  interface FastifyRequest {
    actor?: Actor;
  }
}

/**
 * Registers a route of the contract. Around the handler it proves who calls, counts the call, validates the input and
 * opens the transaction of a write. A route that names no audience does not register.
 */
export function handle<Path extends string, Options extends ManagementOptions>(
  app: App,
  typed: ManagementRoute<Path, Options>,
  handler: Handler<ManagementRoute<Path, Options>>,
  { transaction, beforeFactor = false, headers }: HandleOptions<Reply<ManagementRoute<Path, Options>>> = {},
): void {
  const route = typed as unknown as AnyManagementRoute;
  if (Object.keys(route.who).length === 0)
    throw new Error(`${route.method} ${route.path} names nobody who may call it`);
  if (route.who.public === true && route.attemptsPerHour === undefined) {
    throw new Error(`${route.method} ${route.path} is open to anyone and names no limit`);
  }
  const transactional = transaction ?? route.method !== "GET";
  app.routes.push(route);
  app.fastify.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyLimit ?? BODY_LIMIT,
    schema: {
      querystring: route.query ?? closed({}),
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.body === undefined ? {} : { body: route.body }),
    },
    onRequest: async (request, reply) => {
      if (route.who.public === true) await countAttempt(app, request, route);
      const db = app.platform.tenancy.shared(DATABASE, newCost());
      request.actor = await actorOf(app, db, route, request, { beforeFactor });
      countRequest(app, request, reply, request.actor);
    },
    preValidation: async (request) => {
      request.query = normalised(request.query);
      request.params = normalised(request.params);
      if (request.body !== undefined) request.body = normalised(request.body);
    },
    handler: async (request, reply) => {
      const input = { params: request.params, query: request.query, body: request.body };
      if (wantsCsv(route, request)) {
        // Every page of a table proves its caller anew: a session that ends, ends the download.
        const ask = async (query: unknown) => {
          const db = app.platform.tenancy.shared(DATABASE, newCost());
          const actor = await actorOf(app, db, route, request, { beforeFactor });
          return handler(contextOf(app, actor, request.id), { ...input, query } as never, request);
        };
        return sendAnswer(reply, 200, await listCsv(route, request.query as Record<string, unknown>, ask));
      }
      const ctx = contextOf(app, request.actor as Actor, request.id);
      const work = (ctx: Context): Promise<unknown> => handler(ctx, input as never, request);
      const answer = await (transactional ? inTransaction(ctx, work) : work(ctx));
      app.onCost(route, ctx.cost);
      if (app.checkReplies) assertAnswer(route, answer);
      if (headers !== undefined) reply.headers(headers(answer as never));
      return sendAnswer(reply, successStatus(route), answer);
    },
  });
}

/** A context for an actor: of a request, of a task, of a command. */
export function contextOf(app: Pick<App, "platform" | "now" | "log">, actor: Actor, requestId: string): Context {
  const cost = newCost();
  return {
    platform: app.platform,
    actor,
    db: app.platform.tenancy.shared(DATABASE, cost),
    now: app.now,
    log: app.log.child({ requestId }),
    requestId,
    cost,
    transactional: false,
  };
}
