/** What went wrong at a provider, from what its client threw. */

import { APICallError } from "ai";
import { type FaultKind, ProviderFault } from "./provider.ts";

const signs: readonly [RegExp, FaultKind, string][] = [
  [/timeout/i, "timeout", "It took too long"],
  [/overloaded/i, "overload", "It is overloaded"],
  [/rate.?limit/i, "rate", "It takes no more calls for now"],
  [/fetch failed|ECONN|socket|terminated|network|cannot connect|other side closed/i, "network", "The line to it broke"],
  [/pars|valid|schema|JSON|NoObject|NoOutput/i, "output", "It wrote what cannot be read"],
];

/** The fault behind an error of the client; the provider's own words, and ours to it, stay out of it. */
export function providerFault(error: unknown, now: Date): ProviderFault {
  if (error instanceof ProviderFault) return error;
  if (APICallError.isInstance(error) && (error.statusCode ?? 0) >= 400) {
    const { statusCode = 0, responseHeaders } = error;
    return new ProviderFault(kindOf(statusCode), `It answered ${statusCode}`, retryAfterOf(responseHeaders, now));
  }
  const told = wordsOf(error);
  const [, kind, message] = signs.find(([sign]) => sign.test(told)) ?? [null, "server", "It failed"];
  return new ProviderFault(kind, message);
}

/** Names and messages of an error and of what caused it. */
function wordsOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const { name = "", message = "", type = "", code = "", cause, error: inner } = error as Record<string, unknown>;
  return [name, message, type, code, ...[cause, inner].filter(Boolean).map(wordsOf)].join(" ");
}

function kindOf(status: number): FaultKind {
  if (status === 408) return "timeout";
  if (status === 429) return "rate";
  if (status === 529 || status === 503) return "overload";
  if (status >= 500) return "server";
  // A key that is refused, a model that is not there, a request it does not take: the same call fails again.
  return "key";
}

/** RFC 9110: seconds, or a date. */
function retryAfterOf(headers: Record<string, string> | undefined, now: Date): number | null {
  const told = headers?.["retry-after"];
  if (told === undefined) return null;
  const seconds = Number(told);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : new Date(told).getTime() - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** Whether nothing was used: the provider answered with a refusal instead of a stream. */
export const costNothing = (error: unknown) => APICallError.isInstance(error) && (error.statusCode ?? 200) >= 400;
