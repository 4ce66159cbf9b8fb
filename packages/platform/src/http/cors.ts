import type { FastifyReply, FastifyRequest } from "fastify";

/** Which other origins' pages may call the API. Our own sites never need it: they call from the server. */
export interface Cors {
  mode: "Production" | "Development";
  appHost: string | undefined;
}

/** Grants a listed origin; any other gets no header, and a preflight from it an empty 204 without a grant. */
export function allowOrigin(cors: Cors, request: FastifyRequest, reply: FastifyReply): void {
  const { origin } = request.headers;
  if (origin !== undefined && isListed(cors, origin)) {
    reply.headers({
      "access-control-allow-origin": origin,
      "access-control-allow-headers": "authorization, content-type, idempotency-key",
      "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
      vary: "origin",
    });
  }
  if (request.method === "OPTIONS") reply.code(204).send();
}

function isListed(cors: Cors, origin: string): boolean {
  if (cors.appHost !== undefined && origin === cors.appHost) return true;
  return cors.mode === "Development" && /^http:\/\/localhost(:\d+)?$/.test(origin);
}
