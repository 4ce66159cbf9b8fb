import { type FieldError, type Problem, type ProblemCode, problemCodes } from "@mechanicbuddy/contract/problem";

/** The API said no: its problem document, typed. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  readonly code: ProblemCode;
  readonly status: number;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ApiProblem";
    this.problem = problem;
    this.code = problem.code in problemCodes ? (problem.code as ProblemCode) : "internal";
    this.status = problemCodes[this.code].status;
  }
}

/** A problem of this server's own making: the API is away, slow, or answered something that is not a problem document. */
export function ownProblem(code: ProblemCode, detail: string): ApiProblem {
  const { status, title } = problemCodes[code];
  return new ApiProblem({ type: "about:blank", title, status, code, detail, requestId: newReference() });
}

/** Fields this server could not read: the same answer the API gives. */
export function invalidFields(errors: FieldError[]): ApiProblem {
  const problem = ownProblem("invalid", errors[0]?.message ?? problemCodes.invalid.title);
  return new ApiProblem({ ...problem.problem, errors });
}

/** Reads a refused reply. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("application/problem+json")) {
    const body: unknown = await response.json().catch(() => undefined);
    if (isProblem(body)) return new ApiProblem(body);
  }
  return ownProblem(response.status === 503 ? "unavailable" : "internal", "The server answered something unreadable.");
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "detail" in body && "requestId" in body;
}

/** What a page shows of a request id: its first block finds it in the log and can be read aloud. */
export function referenceOf(requestId: string): string {
  return /^[0-9a-f]{8}-/.test(requestId) ? requestId.slice(0, 8).toUpperCase() : requestId;
}

const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** A reference people can read aloud, `7F3K-22`. */
export function newReference(): string {
  const random = crypto.getRandomValues(new Uint8Array(6));
  const letters = [...random].map((byte) => alphabet[byte % alphabet.length]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
