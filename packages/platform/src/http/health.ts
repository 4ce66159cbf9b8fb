import { notFound } from "@mechanicbuddy/contract/problem";
import { sameSecret } from "../keys.ts";
import { metricsText } from "../metrics.ts";
import type { App } from "./app.ts";
import { replyWithProblem } from "./problems.ts";

export interface HealthOptions {
  version: string;
  /** Each throws when the thing it names cannot be used: database, schema, worker. */
  checks: Record<string, () => Promise<void>>;
  /** With a token, `GET /metrics` answers on the main port too. */
  metricsToken: string | undefined;
  /** True once SIGTERM arrived: ready turns 503 while running requests finish. */
  stopping: () => boolean;
}

/** Live answers without the database; ready names what is missing. */
export function serveHealth(app: Pick<App, "fastify">, options: HealthOptions): void {
  const { fastify } = app;
  fastify.get("/health/live", async () => ({ status: "live" }));
  fastify.get("/health/ready", async (_request, reply) => {
    const missing = await failing(options);
    return reply
      .code(missing.length === 0 ? 200 : 503)
      .send({ status: missing.length === 0 ? "ready" : "not ready", missing });
  });
  fastify.get("/health/startup", async (_request, reply) => {
    const missing = await failing(options);
    return reply
      .code(missing.length === 0 ? 200 : 503)
      .send({ status: missing.length === 0 ? "started" : "starting", missing });
  });
  fastify.get("/api/version", async () => ({ version: options.version }));
  fastify.get("/metrics", async (request, reply) => {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    if (options.metricsToken === undefined || given === undefined || !sameSecret(given, options.metricsToken)) {
      return replyWithProblem(notFound(), request, reply);
    }
    return reply.type("text/plain; version=0.0.4").send(await metricsText());
  });
}

async function failing(options: HealthOptions): Promise<string[]> {
  if (options.stopping()) return ["stopping"];
  const results = await Promise.allSettled(Object.values(options.checks).map((check) => check()));
  return Object.keys(options.checks).filter((_, index) => results[index]?.status === "rejected");
}
