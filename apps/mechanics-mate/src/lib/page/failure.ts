import type { FieldError } from "@mechanicbuddy/contract/problem";

/** A form that was refused: what to correct, and what was typed. Passwords are never sent back. */
export interface Failure {
  /** Which form of the page. */
  form: string;
  code: string;
  message: string;
  errors: FieldError[];
  values: Record<string, string>;
  reason?: string;
  retryAfter?: number;
  resetsAt?: string | null;
  canUseReference?: boolean;
}

/** What a form shows of itself. */
export interface FormView {
  failed: Failure | undefined;
  /** Name, what was typed or is there already, and what is wrong with it. */
  field(name: string, value?: string | number | null): { name: string; value: string; error?: string; form: string };
  checked(name: string, value?: boolean): boolean;
}

/** The view of one form among those of its page. */
export function viewOf(id: string, failure: Failure | undefined): FormView {
  const failed = failure?.form === id ? failure : undefined;
  return {
    failed,
    field: (name, value) => ({
      name,
      value: failed?.values[name] ?? (value === undefined || value === null ? "" : String(value)),
      error: failed?.errors.find(({ field }) => field === name)?.message,
      form: id,
    }),
    checked: (name, value = false) => (failed === undefined ? value : name in failed.values),
  };
}
