import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { FastifyRequest } from "fastify";
import type { RegisteredTenant } from "../database/registry.ts";
import { sameSecret } from "../keys.ts";
import type { App } from "./app.ts";
import { type Claims, unauthenticated } from "./tokens.ts";

/** Who calls, as far as headers and token say. The session row has the last word. */
export interface Caller {
  tenant: RegisteredTenant;
  claims: Claims | undefined;
  /** True when one of our own sites calls and proved it. */
  viaSite: boolean;
}

/**
 * Finds tenant and token of a request. The tenant comes from the token and must equal the host's; before sign-in it
 * comes from the host, or from `X-Tenant-ID` when the caller proves the consumer secret. Other headers choose nothing.
 */
export async function callerOf(app: App, request: FastifyRequest, needsToken: boolean): Promise<Caller> {
  const viaSite = provesSite(app, request);
  const named = viaSite ? header(request, "x-tenant-id") : undefined;
  const atHost = named === undefined ? await app.registry.findByHost(request.host) : await app.registry.find(named);
  const token = bearer(request);
  if (token === undefined) {
    if (needsToken) throw unauthenticated();
    const tenant = atHost ?? (app.onlyTenant === undefined ? undefined : await app.registry.find(app.onlyTenant));
    return { tenant: open(tenant), claims: undefined, viaSite };
  }
  const claims = await app.tokens.verify(token);
  if (atHost !== undefined && atHost.id !== claims.tenantId) throw unauthenticated();
  const tenant = await app.registry.find(claims.tenantId);
  if (tenant === undefined) throw unauthenticated();
  return { tenant: open(tenant), claims, viaSite };
}

function open(tenant: RegisteredTenant | undefined): RegisteredTenant {
  if (tenant === undefined) throw notFound();
  if (tenant.state === "preparing") {
    throw new Refusal("unavailable", "This workshop is being prepared. Try again in a moment.", { retryAfter: 2 });
  }
  if (tenant.isStuck) {
    throw new Refusal("unavailable", "This workshop is being brought up to date. Try again in some minutes.", {
      retryAfter: 60,
    });
  }
  // Owners of a closing one still come for their data: what they reach, each route says itself.
  if (tenant.state === "suspended") throw new Refusal("suspended", "This workshop is paused.");
  return tenant;
}

function provesSite(app: App, request: FastifyRequest): boolean {
  const secret = header(request, "x-consumer-secret");
  return secret !== undefined && sameSecret(secret, app.consumerSecret);
}

export function bearer(request: FastifyRequest): string | undefined {
  const value = header(request, "authorization");
  if (value === undefined) return undefined;
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(value)?.[1];
  if (token === undefined) throw unauthenticated();
  return token;
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
