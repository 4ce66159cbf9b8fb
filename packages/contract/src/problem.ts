import Type, { type Static } from "typebox";

/** Every code an API reply may carry, with its HTTP status and title. `docs/architecture.md` says what a page does with each. */
export const problemCodes = {
  invalid: { status: 422, title: "Something in the request needs correcting" },
  unauthenticated: { status: 401, title: "Sign in to continue" },
  second_factor_required: { status: 401, title: "Enter the code of your second factor" },
  factor_setup_required: { status: 403, title: "Set up a second factor first" },
  proof_required: { status: 403, title: "Enter your password again" },
  password_change_required: { status: 403, title: "Choose a new password first" },
  forbidden: { status: 403, title: "Your role does not allow this" },
  not_found: { status: 404, title: "Not found" },
  gone: { status: 410, title: "This link has expired or was used" },
  conflict: { status: 409, title: "This changed in the meantime" },
  locked: { status: 409, title: "This is locked" },
  in_use: { status: 409, title: "This is in use" },
  plan_limit: { status: 402, title: "The plan's limit is reached" },
  suspended: { status: 403, title: "This workshop is paused" },
  too_large: { status: 413, title: "Too large" },
  rate_limited: { status: 429, title: "Too many requests" },
  unavailable: { status: 503, title: "Not available right now" },
  internal: { status: 500, title: "Something failed on our side" },
} as const;

export type ProblemCode = keyof typeof problemCodes;

/** One bad field: `field` is a path such as `lines.0.quantity`, `message` a sentence a person can act on. */
export interface FieldError {
  field: string;
  message: string;
}

/** Odd but legal input: the caller repeats the request with `acceptWarnings: [code]` to go on. */
export interface Warning {
  code: string;
  message: string;
}

/** What a problem may carry beside its sentence. */
export interface ProblemExtra {
  /** What exactly was in the way, as kebab-case words: the last part of the problem's `type` instead of the code. */
  cause?: string;
  errors?: FieldError[];
  warnings?: Warning[];
  /** The row as it is now, for a stale write. */
  current?: unknown;
  /** Where a thing is used, up to five places. */
  usedIn?: { kind: string; id: string; label: string }[];
  /** Seconds to wait before trying again. */
  retryAfter?: number;
  /** What the plan allows and what of it is used, for `plan_limit`. */
  limit?: { name: string; used: number; allowed: number };
  /** The permission that is missing. */
  permission?: string;
  /** For `second_factor_required`: goes back with the code. */
  challenge?: string;
}

/** RFC 9457 body of every refused request. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  requestId: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
  warnings: Type.Optional(Type.Array(Type.Object({ code: Type.String(), message: Type.String() }))),
  current: Type.Optional(Type.Unknown()),
  usedIn: Type.Optional(Type.Array(Type.Object({ kind: Type.String(), id: Type.String(), label: Type.String() }))),
  retryAfter: Type.Optional(Type.Integer()),
  limit: Type.Optional(Type.Object({ name: Type.String(), used: Type.Integer(), allowed: Type.Integer() })),
  permission: Type.Optional(Type.String()),
  challenge: Type.Optional(Type.String()),
});
export type Problem = Static<typeof Problem>;

/** A refusal on its way to the caller: operations throw it, the HTTP layer turns it into a problem document. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly extra: ProblemExtra;

  constructor(code: ProblemCode, detail: string, extra: ProblemExtra = {}) {
    super(detail);
    this.name = "Refusal";
    this.code = code;
    this.extra = extra;
  }
}

/** Refuses input, one sentence per field: `invalid({ quantity: "Enter how many." })`; `cause` names what exactly is wrong. */
export function invalid(fields: Record<string, string>, cause?: string): Refusal {
  const errors = Object.entries(fields).map(([field, message]) => ({ field, message }));
  return new Refusal("invalid", errors[0]?.message ?? problemCodes.invalid.title, { errors, cause });
}

/** The one answer for a thing that is missing, deleted, or somebody else's. */
export function notFound(): Refusal {
  return new Refusal("not_found", "It may have been deleted.");
}
