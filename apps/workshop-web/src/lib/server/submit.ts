import { type ActionFailure, fail, type RequestEvent } from "@sveltejs/kit";
import { type FormProblem, type FormState, formFields } from "#lib/form-state.ts";
import { m } from "#lib/paraglide/messages.js";
import { type FormReader, formReader } from "./form-reader.ts";
import { needOf } from "./permission-words.ts";
import { ApiProblem } from "./problem.ts";

/** Never sent back to the browser. */
const secret = /password|code|token|secret/i;

interface Options {
  /** Nobody need be signed in here: a wrong password is a message, not an ended session. */
  visitor?: boolean;
}

/**
 * Runs a form action: `submit(event, async (form) => { await api(event)(createX, { body: … }); redirect(303, …) })`.
 * A refusal of the API comes back as `form.failed`: everything typed, a sentence beside each bad field.
 */
export async function submit<T>(
  event: RequestEvent,
  run: (form: FormReader) => Promise<T>,
  options: Options = {},
): Promise<T | ActionFailure<{ failed: FormState }>> {
  const data = await event.request.formData();
  const form = { faults: [] };
  event.locals.form = form;
  try {
    return await run(formReader(data, form.faults));
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return fail(error.status, { failed: stateOf(data, error, options) });
  } finally {
    event.locals.form = undefined;
  }
}

/** What the form shows after a refusal. */
export function stateOf(data: FormData, { problem, code }: ApiProblem, { visitor = false }: Options): FormState {
  const values: Record<string, string> = {};
  for (const [name, value] of data) if (typeof value === "string" && !secret.test(name)) values[name] ??= value;
  const errors: Record<string, string> = {};
  for (const { field, message } of problem.errors ?? []) errors[field] ??= message;
  const shown: FormProblem = { code, message: problem.detail };
  if (code === "unauthenticated" && !visitor) {
    shown.signedOut = true;
    shown.message = m["form.signedOut.message"]();
  }
  if (code === "forbidden") shown.message = needOf(problem.permission) ?? problem.detail;
  if (code === "internal") shown.message = m["form.internal.message"]();
  if (code === "unavailable") shown.message = m["form.unavailable.message"]();
  if (code === "internal" || code === "unavailable") shown.reference = problem.requestId;
  if (problem.warnings?.length) shown.warnings = problem.warnings;
  if (problem.usedIn?.length) shown.usedIn = problem.usedIn;
  const version = versionOf(problem.current);
  if (version !== undefined) shown.currentVersion = version;
  return { id: String(data.get(formFields.id) ?? "main"), values, errors, problem: shown };
}

function versionOf(current: unknown): number | undefined {
  if (typeof current !== "object" || current === null || !("version" in current)) return undefined;
  return typeof current.version === "number" ? current.version : undefined;
}
