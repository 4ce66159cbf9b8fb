import { customerSelf, staffSelf } from "@mechanicbuddy/contract/management/auth";
import { ApiProblem, ownProblem } from "@mechanicbuddy/ui/site/problem";
import { type ActionFailure, fail, isRedirect, type RequestEvent } from "@sveltejs/kit";
import { type Failure, formFields } from "#lib/failure.ts";
import { customer, staff } from "./api.ts";
import { doorOf } from "./doors.ts";
import { failureOf } from "./failure-of.ts";

/** What a form sent, field by field. */
export interface Sent {
  data: FormData;
  /** Without spaces around it. */
  text(name: string): string;
  /** Undefined when left empty. */
  optional(name: string): string | undefined;
  /** As it was typed: spaces belong to a password. */
  secret(name: string): string;
  checked(name: string): boolean;
  all(name: string): string[];
  /** Undefined when it is no whole number. */
  integer(name: string): number | undefined;
}

function reader(data: FormData): Sent {
  const secret = (name: string) => {
    const value = data.get(name);
    return typeof value === "string" ? value : "";
  };
  const text = (name: string) => secret(name).trim();
  return {
    data,
    secret,
    text,
    optional: (name) => text(name) || undefined,
    checked: (name) => data.has(name),
    all: (name) => data.getAll(name).filter((value): value is string => typeof value === "string" && value !== ""),
    integer: (name) => (/^-?\d{1,15}$/.test(text(name)) ? Number(text(name)) : undefined),
  };
}

/** What matters asks for the second factor again; the form sends the code along with everything else. */
async function proveIfAsked(event: RequestEvent, data: FormData): Promise<void> {
  const code = data.get(formFields.proof);
  if (typeof code !== "string" || code.trim() === "") return;
  try {
    const body = { code: code.trim() };
    if (doorOf(event.url.pathname) === "staff") await staff(event)(staffSelf.refreshFactor, { body });
    else await customer(event)(customerSelf.refreshFactor, { body });
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "invalid") throw error;
    throw ownProblem("proof_required", error.problem.detail);
  }
}

/**
 * Runs a form action: `submit(event, async (form) => { await staff(event)(route, { body: … }); return { done: "…" } })`.
 * A refusal of the API comes back as `form.failed`: everything typed, a sentence beside each bad field.
 */
export async function submit<T>(
  event: RequestEvent,
  run: (form: Sent) => Promise<T>,
): Promise<T | ActionFailure<{ failed: Failure }>> {
  const data = await event.request.formData();
  event.locals.inForm = true;
  try {
    await proveIfAsked(event, data);
    return await run(reader(data));
  } catch (error) {
    if (isRedirect(error) || !(error instanceof ApiProblem)) throw error;
    return fail(error.status, { failed: failureOf(data, error) });
  } finally {
    event.locals.inForm = false;
  }
}
