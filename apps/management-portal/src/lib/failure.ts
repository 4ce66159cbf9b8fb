import type { ProblemCode } from "@mechanicbuddy/contract/problem";

/** A form that was refused: what to correct, and what was typed. Passwords and codes are never sent back. */
export interface Failure {
  /** Which form of the page. */
  form: string;
  code: ProblemCode;
  /** What happened and what to do. */
  message: string;
  errors: { field: string; message: string }[];
  values: Record<string, string>;
  /** What to tell the person at the telephone. */
  reference?: string;
  /** The password was right and a code is to come: this goes back with it. */
  challenge?: string;
}

/** What the parts of a form see of it. */
export interface FormView {
  failed: Failure | undefined;
  /** Spread on a Field: name, what was typed or `value`, and what is wrong with it. */
  field(name: string, value?: string | number | null): { name: string; value: string; error?: string; form: string };
  checked(name: string, value?: boolean): boolean;
}

/** Hidden fields of forms. */
export const formFields = { id: "_form", proof: "_proof" } as const;

/** One form among those of its page. */
export function viewOf(id: string, failure: Failure | undefined): FormView {
  const failed = failure?.form === id ? failure : undefined;
  return {
    failed,
    field: (name, value) => ({
      name,
      value: failed?.values[name] ?? String(value ?? ""),
      error: failed?.errors.find(({ field }) => field === name)?.message,
      form: id,
    }),
    checked: (name, value = false) => (failed === undefined ? value : name in failed.values),
  };
}
