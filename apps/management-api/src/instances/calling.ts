import type { Input, Reply, Route } from "@mechanicbuddy/contract/route";
import type { Context } from "../context.ts";
import { ask, Denied, jsonOf, NotYet } from "../providers/trouble.ts";

/** Where an instance's API is. */
export interface Callee {
  id: string;
  apiUrl: string;
}

type Given<R extends Route> = { [K in "params" | "body"]?: Input<R>[K] };

/**
 * Calls an internal route of an instance, signed for it and this one action.
 * @throws Trouble when it is away or busy, NotYet when it is full, Denied when it refuses
 */
export async function callInstance<R extends Route>(
  ctx: Context,
  instance: Callee,
  route: R,
  given: Given<R> = {},
  timeoutMs = 30_000,
): Promise<Reply<R>> {
  const answer = await sent(ctx, instance, route, given, timeoutMs);
  if (answer.status === 204) return null as Reply<R>;
  return (await jsonOf(`Instance ${instance.id}`, answer)) as Reply<R>;
}

/** The same for a route that answers with a file. */
export function fetchFromInstance<R extends Route>(
  ctx: Context,
  instance: Callee,
  route: R,
  given: Given<R>,
): Promise<Response> {
  return sent(ctx, instance, route, given, 3_600_000);
}

async function sent<R extends Route>(
  ctx: Context,
  instance: Callee,
  route: R,
  given: Given<R>,
  timeoutMs: number,
): Promise<Response> {
  const params = (given.params ?? {}) as Record<string, string>;
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const { method } = route;
  const token = await ctx.platform.signer.signCall(instance.id, `${method} ${path}`, ctx.now());
  const vendor = `Instance ${instance.id}`;
  const headers = { authorization: `Bearer ${token}`, "x-request-id": ctx.requestId };
  const answer = await ask({ vendor, url: `${instance.apiUrl}${path}`, method, headers, body: given.body, timeoutMs });
  if (answer.ok) return answer;
  const problem = (await jsonOf(vendor, answer)) as { code?: string; detail?: string };
  const sentence = `${vendor} refuses: ${problem.detail ?? answer.status}`;
  if (problem.code === "plan_limit") throw new NotYet(sentence);
  throw new Denied(sentence, problem.code);
}
