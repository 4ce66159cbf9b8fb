import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { Route } from "@mechanicbuddy/contract/route";
import type { FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { sha256 } from "../keys.ts";
import { Json } from "./reply.ts";

interface Earlier {
  value: unknown;
  status: number;
}

interface Row {
  route: string;
  request_sha256: Buffer;
  status: number;
  reply: string | null;
}

/**
 * Claims the `Idempotency-Key` of a POST in the transaction of its effect. A second request with the same key waits
 * for the first and gets its reply; the same key with another body is a conflict. Undefined when there is no key.
 */
export function claimKey(
  ctx: Context,
  route: Route,
  request: FastifyRequest,
): Promise<Earlier | undefined> | undefined {
  const key = keyOf(request);
  if (route.method !== "POST" || key === undefined) return undefined;
  if (key.length < 8 || key.length > 100) {
    return Promise.reject(invalid({ "idempotency-key": "Use 8 to 100 characters." }));
  }
  return claim(ctx, key, `${route.method} ${route.path}`, hashOf(ctx, request));
}

async function claim(ctx: Context, key: string, route: string, hash: Buffer): Promise<Earlier | undefined> {
  const { count } = await ctx.db.run({
    text: `insert into idempotency_keys (key, route, request_sha256) values ($1, $2, $3) on conflict (key) do nothing`,
    values: [key, route, hash],
  });
  if (count === 1) return undefined;
  const { rows } = await ctx.db.run<Row>({
    text: "select route, request_sha256, status, reply from idempotency_keys where key = $1",
    values: [key],
  });
  const earlier = rows[0];
  if (earlier === undefined || earlier.route !== route || !earlier.request_sha256.equals(hash)) {
    throw new Refusal("conflict", "This key was already used for another request. Use a new Idempotency-Key.");
  }
  return { value: earlier.reply === null ? undefined : new Json(earlier.reply), status: earlier.status };
}

/** Keeps the reply of a claimed key; saved with the effect or not at all. */
export function storeReply(ctx: Context, request: FastifyRequest, status: number, body: string | undefined): void {
  const statement = {
    text: "update idempotency_keys set status = $2, reply = $3 where key = $1",
    values: [keyOf(request), status, body ?? null],
  };
  // The transaction waits for every statement it sent, so a failure here undoes it.
  ctx.db.run(statement).catch(() => undefined);
}

function keyOf(request: FastifyRequest): string | undefined {
  const value = request.headers["idempotency-key"];
  return typeof value === "string" ? value : undefined;
}

/** Who asks is part of the request: one person's key never shows another's reply. */
function hashOf(ctx: Context, request: FastifyRequest): Buffer {
  const body = Buffer.isBuffer(request.body) ? sha256(request.body).toString("hex") : (request.body ?? null);
  return sha256(JSON.stringify([ctx.actor.userId ?? ctx.actor.ip, request.params, request.query, body]));
}
