import { type MateProblemCode, MateRefusal, mateProblemCodes } from "@mechanicbuddy/contract/mate/problem";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { isLost } from "../../../server/database.ts";

/** What an error means for the caller; our own faults say nothing about themselves. */
export function refusalOf(error: unknown): MateRefusal {
  if (error instanceof MateRefusal) return error;
  // Shared parts refuse in the words of the whole house.
  if (error instanceof Refusal) {
    const code = error.code === "invalid" ? "validation" : error.code;
    const { errors, retryAfter } = error.extra;
    if (code in mateProblemCodes)
      return new MateRefusal(code as MateProblemCode, error.message, { errors, retryAfter });
  }
  if (isLost(error)) {
    return new MateRefusal("unavailable", "Nothing was lost, and it is not your fault. Try again in a moment.", {
      retryAfter: 2,
    });
  }
  return new MateRefusal("internal", "Not your fault. Try again, or tell us the reference.");
}

/** The reply of a refusal: an RFC 9457 document. */
export function problemReply(refusal: MateRefusal, requestId: string): Response {
  const { status, title } = mateProblemCodes[refusal.code];
  const { allow, ...extra } = refusal.extra;
  const body = {
    type: `https://mechanics-mate.app/docs/problems#${refusal.code.replaceAll("_", "-")}`,
    title,
    status,
    code: refusal.code,
    detail: refusal.message,
    requestId,
    ...extra,
  };
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (extra.retryAfter !== undefined) headers.set("retry-after", String(extra.retryAfter));
  if (allow !== undefined) headers.set("allow", allow.join(", "));
  return new Response(JSON.stringify(body), { status, headers });
}
