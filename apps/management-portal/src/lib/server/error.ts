import type { ProblemCode } from "@mechanicbuddy/contract/problem";
import { ApiProblem, newReference, referenceOf } from "@mechanicbuddy/ui/site/problem";
import type { CaughtError } from "@sveltejs/kit/hooks";
import { m } from "#lib/paraglide/messages.js";

/** What an error page may know of what went wrong. */
export function errorOf(caught: CaughtError): App.Error {
  if (caught.kind !== "unknown") {
    const { status, message } = caught.error;
    return { status, message, code: codeOf(status) };
  }
  const { error } = caught;
  if (!(error instanceof ApiProblem)) {
    const reference = newReference();
    log(reference, error);
    return { status: 500, message: m["errors.internal.text"](), code: "internal", reference };
  }
  const { status, code, problem } = error;
  if (status >= 500) log(problem.requestId, error);
  return { status, message: problem.detail, code, reference: referenceOf(problem.requestId) };
}

function codeOf(status: number): ProblemCode {
  if (status === 404) return "not_found";
  if (status === 403) return "forbidden";
  return status >= 500 ? "internal" : "invalid";
}

function log(reference: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const line = { level: "error", time: new Date().toISOString(), site: "management-portal", reference, error: text };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
