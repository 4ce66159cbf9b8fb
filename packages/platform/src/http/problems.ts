import { type Problem, problemCodes, Refusal } from "@mechanicbuddy/contract/problem";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { brokenCursor } from "../database/keyset.ts";
import { isConnectionLost } from "../database/tenancy.ts";
import { fieldErrors } from "./validation.ts";

/** The problem document of a refusal. */
export function problemOf(refusal: Refusal, requestId: string, status?: number): Problem {
  const { code, message } = refusal;
  const { cause = code.replaceAll("_", "-"), ...extra } = refusal.extra;
  return {
    type: `https://mechanicbuddy.app/problems/${cause}`,
    title: problemCodes[code].title,
    status: status ?? problemCodes[code].status,
    code,
    detail: message,
    requestId,
    ...extra,
  };
}

/** Sends any error as a problem document. Our own faults are logged and say nothing about themselves. */
export function replyWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = isForgedCursor(error, request) ? brokenCursor() : refusalOf(error);
  if (refusal.code === "internal") request.log.error({ err: error }, "request failed");
  else if (refusal.code === "unavailable") request.log.warn({ err: error }, "request refused: unavailable");
  const problem = problemOf(refusal, request.id);
  if (refusal.extra.retryAfter !== undefined) reply.header("retry-after", refusal.extra.retryAfter);
  if (problem.status === 401) reply.header("www-authenticate", "Bearer");
  return reply.code(problem.status).type("application/problem+json").send(JSON.stringify(problem));
}

/** What an error means for the caller. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { validation, code, statusCode } = error as Partial<FastifyError>;
  if (validation !== undefined) {
    const errors = fieldErrors(error as FastifyError);
    return new Refusal("invalid", errors[0]?.message ?? problemCodes.invalid.title, { errors });
  }
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE")
    return new Refusal("too_large", "The request is larger than this page takes.");
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new Refusal("invalid", "Send the request as application/json.");
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Refusal("invalid", "The request cannot be read: check that its body is valid JSON.");
  }
  if (isDatabaseBusy(error)) {
    return new Refusal("unavailable", "Not saved, and not your fault. Try again in a moment.", { retryAfter: 2 });
  }
  return databaseRefusal(error) ?? new Refusal("internal", "Not your fault. Try again, or tell us the reference.");
}

/** A list's cursor is opaque but not signed: what it holds may be no date, number or id, which PostgreSQL is first to see. */
function isForgedCursor(error: unknown, request: FastifyRequest): boolean {
  const { cursor } = (request.query ?? {}) as { cursor?: unknown };
  const { code } = error as { code?: unknown };
  return cursor !== undefined && typeof code === "string" && /^22\d|^22P/.test(code);
}

function isDatabaseBusy(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? "";
  return isConnectionLost(error) || ["53300", "53400", "55P03", "40P01", "40001", "28P01", "3D000"].includes(code);
}

/** Rules that PostgreSQL itself keeps, with the sentence its trigger raised. */
function databaseRefusal(error: unknown): Refusal | undefined {
  const { code, message } = error as { code?: string; message?: string };
  if (code === "MB001" || code === "MB002") return new Refusal("locked", message ?? problemCodes.locked.title);
  return undefined;
}
