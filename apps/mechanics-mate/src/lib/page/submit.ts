import { MateRefusal, mateProblemCodes } from "@mechanicbuddy/contract/mate/problem";
import { type ActionFailure, fail, type RequestEvent } from "@sveltejs/kit";
import type { Failure } from "./failure.ts";

/** What a form sent, field by field. */
export interface Sent {
  /** Without spaces around it; empty is undefined. */
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  checked(name: string): boolean;
  /** As it was sent: spaces belong to a password. */
  secret(name: string): string;
  data: FormData;
}

/**
 * Runs what a form asks for. A refusal comes back to the form with what was typed; anything else is an error page.
 * @param form which form of the page
 */
export async function submit<T>(
  event: RequestEvent,
  form: string,
  work: (sent: Sent) => Promise<T>,
): Promise<T | ActionFailure<{ failed: Failure }>> {
  const data = await event.request.formData();
  const raw = (name: string) => {
    const value = data.get(name);
    return typeof value === "string" ? value : "";
  };
  const sent: Sent = {
    data,
    text: (name) => raw(name).trim() || undefined,
    number: (name) => (raw(name).trim() === "" ? undefined : Number(raw(name).replace(",", "."))),
    checked: (name) => data.has(name),
    secret: raw,
  };
  try {
    return await work(sent);
  } catch (error) {
    if (!(error instanceof MateRefusal)) throw error;
    const { code, message, extra } = error;
    const values = [...data].flatMap(([name, value]) =>
      typeof value === "string" && !/password|code|_csrf/i.test(name) ? [[name, value]] : [],
    );
    return fail(mateProblemCodes[code].status, {
      failed: {
        form,
        code,
        message,
        errors: extra.errors ?? [],
        values: Object.fromEntries(values),
        reason: extra.reason,
        retryAfter: extra.retryAfter,
        resetsAt: extra.resetsAt,
        canUseReference: extra.canUseReference,
      },
    });
  }
}
