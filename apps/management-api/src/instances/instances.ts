import { createSupportSession, endSupportSession as endSession } from "@mechanicbuddy/contract/internal";
import { type ProblemCode, problemCodes, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input, Reply, Route } from "@mechanicbuddy/contract/route";
import type { Context } from "../context.ts";
import { signCall, signingKey } from "./signing.ts";
import * as store from "./store.ts";

const TIMEOUT_MS = 10_000;

/** Calls the instance a workshop runs on. What it refuses is our refusal; when it cannot be reached, `unavailable`. */
export async function call<R extends Route>(
  ctx: Context,
  tenant: string,
  route: R,
  input: Partial<Pick<Input<R>, "params" | "body">>,
): Promise<Reply<R>> {
  const place = await store.placeOf(ctx, tenant);
  if (place === undefined) throw away("The workshop has no place on any instance yet.");
  const params = (input.params ?? {}) as Record<string, string>;
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ""));
  const { config, keys } = ctx.platform;
  const token = await signCall(signingKey(config, keys), place.id, `${route.method} ${path}`, ctx.now());
  const response = await fetch(new URL(path, place.apiUrl), {
    method: route.method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(input.body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: input.body === undefined ? undefined : JSON.stringify(input.body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    ctx.log.warn({ tenant, err: error as Error }, "an instance cannot be reached");
    throw away("The workshop's system cannot be reached. Try again in a moment.");
  });
  if (!response.ok) throw await refusalOf(response);
  return (response.status === 204 ? null : await response.json()) as Reply<R>;
}

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
  const code = problem.code as ProblemCode | undefined;
  if (code === undefined || !(code in problemCodes) || ["internal", "unauthenticated"].includes(code)) {
    return away("The workshop's system gave an answer that cannot be used. Try again in a moment.");
  }
  return new Refusal(code, problem.detail ?? problemCodes[code].title);
}

function away(sentence: string): Refusal {
  return new Refusal("unavailable", sentence, { cause: "provider-unavailable" });
}

/** Opens a visit of support: a way in that works once and for 60 seconds. */
export function openSupportSession(ctx: Context, tenant: string, visit: Input<typeof createSupportSession>["body"]) {
  return call(ctx, tenant, createSupportSession, { params: { id: tenant }, body: visit });
}

/** Ends a visit of support at once. */
export async function endSupportSession(ctx: Context, tenant: string, session: string): Promise<void> {
  await call(ctx, tenant, endSession, { params: { id: tenant, session } });
}
