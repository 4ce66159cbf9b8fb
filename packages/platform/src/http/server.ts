import { randomUUID } from "node:crypto";
import { problemCodes, Refusal } from "@mechanicbuddy/contract/problem";
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from "fastify";
import type { Log } from "../log.ts";
import { maskPath } from "../log.ts";
import { observeRequest } from "../metrics.ts";
import { allowOrigin, type Cors } from "./cors.ts";
import { problemOf, replyWithProblem } from "./problems.ts";
import { takeUploads } from "./uploads.ts";
import { compileValidator } from "./validation.ts";

export interface ServerOptions {
  log: Log;
  /** Networks whose `X-Forwarded-For` is believed. */
  trustedProxies: string[];
  cors: Cors;
  /** True behind TLS: replies carry HSTS. */
  https: boolean;
}

const BODY_LIMIT = 1024 * 1024;

/** A Fastify server with our request ids, headers, limits and problem documents, and no routes yet. */
export function createServer(options: ServerOptions): FastifyInstance {
  const server = fastify({
    loggerInstance: options.log as unknown as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustedProxies,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    http: { headersTimeout: 10_000, maxHeaderSize: 16_384 },
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
    forceCloseConnections: "idle",
  });
  takeUploads(server);
  server.setValidatorCompiler(compileValidator);
  server.setErrorHandler((error, request, reply) => replyWithProblem(error, request, reply));
  server.setNotFoundHandler((request, reply) => {
    const methods = methodsOf(server, request.url);
    if (methods.length > 0) {
      const refusal = new Refusal("invalid", `This address answers to ${methods.join(", ")} only.`);
      reply.header("allow", methods.join(", "));
      return reply
        .code(405)
        .type("application/problem+json")
        .send(JSON.stringify(problemOf(refusal, request.id, 405)));
    }
    return replyWithProblem(new Refusal("not_found", "There is nothing at this address."), request, reply);
  });
  server.addHook("onRequest", async (request, reply) => {
    reply.headers(headersFor(options.https));
    reply.header("x-request-id", request.id);
    allowOrigin(options.cors, request, reply);
    for (const key of new URLSearchParams(request.url.split("?")[1] ?? "").keys()) {
      if (Array.isArray((request.query as Record<string, unknown>)[key])) throw repeated(key);
    }
  });
  server.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    const tenant = request.caller?.tenant.id;
    observeRequest({
      route,
      method: request.method,
      status: reply.statusCode,
      durationMs: reply.elapsedTime,
      ...(tenant === undefined ? {} : { tenant }),
    });
    options.log.info(
      {
        requestId: request.id,
        route,
        path: maskPath(request.url),
        method: request.method,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
        ...(tenant === undefined ? {} : { tenant }),
      },
      "request",
    );
  });
  return server;
}

function repeated(key: string): Refusal {
  return new Refusal("invalid", problemCodes.invalid.title, {
    errors: [{ field: key, message: "Send this once only." }],
  });
}

function headersFor(https: boolean): Record<string, string> {
  return {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    ...(https ? { "strict-transport-security": "max-age=63072000" } : {}),
  };
}

function methodsOf(server: FastifyInstance, url: string): string[] {
  const path = url.split("?")[0] ?? "";
  return (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).filter(
    (method) => server.findRoute({ method, url: path }) !== null,
  );
}
