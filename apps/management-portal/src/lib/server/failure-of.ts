import { type ApiProblem, referenceOf } from "@mechanicbuddy/ui/site/problem";
import { type Failure, formFields } from "#lib/failure.ts";

/** Never sent back to the browser. */
const secret = /password|secret|token|code|^_/i;

/** What a form shows after a refusal: everything typed, a sentence beside each bad field, and the way out. */
export function failureOf(data: FormData, { problem, code }: ApiProblem): Failure {
  const values: Record<string, string> = {};
  for (const [name, value] of data) if (typeof value === "string" && !secret.test(name)) values[name] ??= value;
  const challenge = problem.challenge ?? (code === "invalid" ? data.get("challenge") : undefined);
  const isOurs = code === "internal" || code === "unavailable";
  return {
    form: String(data.get(formFields.id) ?? "form"),
    code,
    message: problem.detail,
    errors: problem.errors ?? [],
    values,
    ...(isOurs && problem.requestId ? { reference: referenceOf(problem.requestId) } : {}),
    ...(typeof challenge === "string" ? { challenge } : {}),
  };
}
