import { proveAgain } from "@mechanicbuddy/contract/identity";
import { ApiProblem, ownProblem } from "@mechanicbuddy/ui/site/problem";
import { type ActionFailure, fail, type RequestEvent } from "@sveltejs/kit";
import { type FormState, formFields } from "#lib/form-state.ts";
import { m } from "#lib/paraglide/messages.js";
import { api } from "./api.ts";
import { type FailureWords, failureOf } from "./form-failure.ts";
import { type FormReader, formReader } from "./form-reader.ts";
import { needOf } from "./permission-words.ts";

interface Options {
  /** Nobody need be signed in here: a wrong password is a message, not an ended session. */
  visitor?: boolean;
}

const words: FailureWords = {
  signedOut: () => m["form.signedOut.message"](),
  internal: () => m["form.internal.message"](),
  unavailable: () => m["form.unavailable.message"](),
  need: needOf,
};

/** What matters asks for the password again; the form sends it along with everything else. */
async function proveIfAsked(event: RequestEvent, data: FormData): Promise<void> {
  const password = data.get(formFields.password);
  if (typeof password !== "string" || password === "") return;
  try {
    await api(event)(proveAgain, { body: { password } });
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "invalid") throw error;
    const { detail } = error.problem;
    throw ownProblem("proof_required", detail);
  }
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
    await proveIfAsked(event, data);
    return await run(formReader(data, form.faults));
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return fail(error.status, { failed: failureOf(data, error, { ...options, words }) });
  } finally {
    event.locals.form = undefined;
  }
}
