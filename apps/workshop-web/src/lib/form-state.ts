import type { ProblemCode, Warning } from "@mechanicbuddy/contract/problem";

/** Why a form was not saved, and everything typed; what an action answers with `fail`. */
export interface FormState {
  /** Which form of the page. */
  id: string;
  values: Record<string, string>;
  /** One sentence per field. */
  errors: Record<string, string>;
  problem: FormProblem;
}

export interface FormProblem {
  code: ProblemCode;
  /** What happened and what to do, for the top of the form. */
  message: string;
  reference?: string;
  /** The session is over: sign in over the page, then send again. */
  signedOut?: boolean;
  /** The password was right and a code is to come: this goes back with it. */
  challenge?: string;
  /** Odd but legal: a second button sends again with these accepted. */
  warnings?: Warning[];
  /** Version of the row as it is now; sending again with it keeps what was typed here. */
  currentVersion?: number;
  /** What stands in the way as it is now, for pages that show it: the row somebody else saved, the car with this VIN. */
  current?: unknown;
  usedIn?: { kind: string; id: string; label: string }[];
}

/** Hidden fields every form carries. */
export const formFields = {
  id: "_form",
  key: "_key",
  accept: "_accept",
  version: "_version",
  password: "_password",
} as const;
