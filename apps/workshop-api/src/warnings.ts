import { Refusal, type Warning } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import * as audit from "./audit/audit.ts";

/**
 * Odd but legal input: refuses until the caller has accepted every warning, then notes who accepted what. The refusal
 * carries all warnings, the accepted ones too, so that a page can send back the codes of the last answer.
 */
export function unlessAccepted(
  ctx: Context,
  warnings: readonly Warning[],
  accepted: readonly string[] | undefined,
  about: { kind: string; id: string },
): void {
  const open = warnings.find((warning) => !accepted?.includes(warning.code));
  if (open !== undefined) throw new Refusal("conflict", open.message, { warnings: [...warnings] });
  if (warnings.length === 0) return;
  audit.record(ctx, {
    action: "warning.accept",
    entityKind: about.kind,
    entityId: about.id,
    after: { codes: warnings.map((warning) => warning.code) },
  });
}
