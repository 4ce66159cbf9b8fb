import type { FieldError } from "../problem.ts";

/** Every code a reply of Mechanics Mate may carry, with its status and title. */
export const mateProblemCodes = {
  validation: { status: 400, title: "Something in the request needs correcting" },
  token_invalid: { status: 400, title: "This link cannot be used" },
  unauthorized: { status: 401, title: "Unauthorized" },
  csrf_invalid: { status: 403, title: "Send this from the site itself" },
  forbidden: { status: 403, title: "This is not open to you" },
  proof_required: { status: 403, title: "Enter your password again" },
  plan_limit: { status: 403, title: "The plan's allowance is used up" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Not this way" },
  conflict: { status: 409, title: "This changed in the meantime" },
  too_large: { status: 413, title: "Too large" },
  unsupported_type: { status: 415, title: "Send it in another form" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something failed on our side" },
  unavailable: { status: 503, title: "Not available right now" },
} as const;
export type MateProblemCode = keyof typeof mateProblemCodes;

export interface MateProblemExtra {
  errors?: FieldError[];
  /** Seconds to wait; also sent as `Retry-After`. */
  retryAfter?: number;
  /** Why a link cannot be used. */
  reason?: "unknown" | "expired" | "used" | "superseded";
  quota?: { used: number; limit: number | null };
  resetsAt?: string | null;
  canUseReference?: boolean;
  /** The row as it is now, for a stale write. */
  current?: unknown;
  /** Methods a path takes, for 405. */
  allow?: readonly string[];
}

/** A refusal on its way to the caller: operations throw it, the HTTP layer makes a problem document of it. */
export class MateRefusal extends Error {
  readonly code: MateProblemCode;
  readonly extra: MateProblemExtra;
  constructor(code: MateProblemCode, detail: string, extra: MateProblemExtra = {}) {
    super(detail);
    this.name = "MateRefusal";
    this.code = code;
    this.extra = extra;
  }

  /** Built pages carry a copy of this class: a refusal of the server is one to them too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "MateRefusal" && "code" in value && "extra" in value;
  }
}

/** Refuses input, one sentence a field. */
export function invalidFields(fields: Record<string, string>): MateRefusal {
  const errors = Object.entries(fields).map(([field, message]) => ({ field, message }));
  return new MateRefusal("validation", errors[0]?.message ?? mateProblemCodes.validation.title, { errors });
}

/** The one answer for what is missing, deleted, or somebody else's. */
export function missing(): MateRefusal {
  return new MateRefusal("not_found", "It may have been deleted.");
}
