import { notFound } from "@mechanicbuddy/contract/problem";
import type { Input, Reply, Route } from "@mechanicbuddy/contract/route";
import type { Context } from "../context.ts";
import { newCost } from "../database/tenancy.ts";
import type { App } from "./app.ts";
import { bearer } from "./caller.ts";
import { assertAnswer, type File, sendAnswer, successStatus } from "./reply.ts";
import { unauthenticated } from "./tokens.ts";

/** A context of a workshop of this instance, as the platform acts on it. */
export type OpenTenant = (tenantId: string) => Promise<Context>;

/**
 * Registers a route of the platform. It signs each call for this instance and this action; no session, tenant token or
 * host opens one. The workshop is named in the path and opened by the handler.
 */
export function handleService<R extends Route>(
  app: App,
  route: R,
  handler: (open: OpenTenant, input: Input<R>) => Promise<Reply<R> | File>,
): void {
  app.routes.push(route);
  app.fastify.route({
    method: route.method,
    url: route.path,
    config: { contract: route },
    schema: {
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.body === undefined ? {} : { body: route.body }),
    },
    onRequest: async (request) => {
      const token = bearer(request);
      if (token === undefined || app.platform === undefined) throw unauthenticated();
      await app.platform.verifyCall(token, `${route.method} ${request.url.split("?")[0]}`);
    },
    handler: async (request, reply) => {
      const input = { params: request.params, query: request.query, body: request.body } as Input<R>;
      const answer = await handler((tenantId) => openTenant(app, tenantId, request.id), input);
      if (app.checkReplies) assertAnswer(route, answer);
      return sendAnswer(reply, successStatus(route), answer);
    },
  });
}

/** A context of a workshop in whatever state it is, for work that the platform or the instance itself asks for. */
export async function openTenant(app: App, tenantId: string, requestId: string): Promise<Context> {
  const tenant = await app.registry.find(tenantId);
  if (tenant === undefined) throw notFound();
  const cost = newCost();
  return {
    tenant,
    actor: { kind: "task" },
    db: app.tenancy.shared(tenantId, cost),
    now: app.now,
    log: app.log.child({ requestId, tenant: tenantId }),
    requestId,
    instance: app.instance,
    cost,
    transactional: false,
  };
}
