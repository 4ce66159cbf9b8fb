import { type ApiProblem, referenceOf } from "@mechanicbuddy/ui/site/problem";
import { type FormProblem, type FormState, formFields } from "#lib/form-state.ts";

/** Sentences this server says itself; the others come from the API. */
export interface FailureWords {
  signedOut: () => string;
  internal: () => string;
  unavailable: () => string;
  /** Which right is missing and who grants it. */
  need: (permission: string | undefined) => string | undefined;
}

interface Options {
  words: FailureWords;
  /** Nobody need be signed in here. */
  visitor?: boolean;
}

/** Never sent back to the browser. */
const secret = /password|secret|token|^(totp|recovery)Code$/i;

/** What a form shows after a refusal: everything typed, a sentence beside each bad field, and the way out. */
export function failureOf(
  data: FormData,
  { problem, code }: ApiProblem,
  { words, visitor = false }: Options,
): FormState {
  const values: Record<string, string> = {};
  for (const [name, value] of data) if (typeof value === "string" && !secret.test(name)) values[name] ??= value;
  const errors: Record<string, string> = {};
  for (const { field, message } of problem.errors ?? []) errors[field] ??= message;
  const shown: FormProblem = { code, message: problem.detail };
  if (code === "unauthenticated" && !visitor) {
    shown.signedOut = true;
    shown.message = words.signedOut();
  }
  const challenge = problem.challenge ?? (code === "invalid" ? data.get("challenge") : undefined);
  if (typeof challenge === "string") shown.challenge = challenge;
  if (code === "forbidden") shown.message = words.need(problem.permission) ?? problem.detail;
  if (code === "internal") shown.message = words.internal();
  if (code === "unavailable") shown.message = words.unavailable();
  if (code === "internal" || code === "unavailable") shown.reference = referenceOf(problem.requestId);
  if (problem.warnings?.length) shown.warnings = problem.warnings;
  if (problem.usedIn?.length) shown.usedIn = problem.usedIn;
  const version = versionOf(problem.current);
  if (version !== undefined) shown.currentVersion = version;
  if (problem.current !== undefined) shown.current = problem.current;
  return { id: String(data.get(formFields.id) ?? "main"), values, errors, problem: shown };
}

function versionOf(current: unknown): number | undefined {
  if (typeof current !== "object" || current === null || !("version" in current)) return undefined;
  return typeof current.version === "number" ? current.version : undefined;
}
