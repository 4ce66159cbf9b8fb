import type { Line } from "@mechanicbuddy/contract/work-orders";
import type { EditorLine, LineSaved, LineValues } from "@mechanicbuddy/ui/line";
import type { FormState } from "#lib/form-state.ts";
import { askToSignIn } from "#lib/signed-out.svelte.ts";
import { deserialize } from "$app/forms";

/** Words for units, given by the page so that this stays free of messages. */
export type UnitWords = Record<string, string>;

/** A line of the API as the editor takes it. Absent prices count as nothing; who lacks them sees no editor. */
export function editorLine(line: Line, units: UnitWords): EditorLine {
  return {
    id: line.id,
    version: line.version,
    kind: line.kind,
    code: line.code,
    description: line.description,
    quantity: line.quantity,
    unit: units[line.unit] ?? line.unit,
    unitPriceCents: line.unitPriceCents ?? 0,
    discountPercent: line.discountPercent ?? 0,
    taxRateId: line.taxRateId,
  };
}

/** Fields of a line as the actions of the page read them. */
export function lineFields(values: LineValues): Record<string, string> {
  return {
    kind: values.kind,
    code: values.code ?? "",
    description: values.description,
    quantity: values.quantity,
    unitPriceCents: String(values.unitPriceCents),
    discountPercent: String(values.discountPercent),
    taxRateId: values.taxRateId,
  };
}

/** Everything a deleted line needs to come back as it was, also what the editor does not show. */
export function deletedFields(line: Line): Record<string, string> {
  return {
    ...lineFields(editorLine(line, {})),
    unit: line.unit,
    partId: line.partId ?? "",
    storageId: line.storageId ?? "",
    employeeId: line.employeeId ?? "",
    costCents: line.costCents == null ? "" : String(line.costCents),
  };
}

/** Rows as they are after a change; a line that both a reload and an answer brought stands there once. */
export function once<T extends { id: string }>(lines: T[]): T[] {
  return [...new Map(lines.map((line) => [line.id, line])).values()];
}

/** Requests whose answer was lost: sending the same again is the same action, not a second line. */
const unanswered = new Map<string, string>();
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join("");

/** Sends one change to an action of this page. A refusal comes back as a sentence; the row keeps what was typed. */
export async function send(
  action: string,
  fields: Record<string, string>,
  { units, lost }: { units: UnitWords; lost: string },
): Promise<LineSaved> {
  const what = JSON.stringify([action, fields]);
  const key = unanswered.get(what) ?? newKey();
  const response = await fetch(`?/${action}`, {
    method: "POST",
    body: new URLSearchParams({ ...fields, _key: key }),
    headers: { "x-sveltekit-action": "true" },
  }).catch(() => undefined);
  const text = await response?.text().catch(() => undefined);
  if (text === undefined || !response?.headers.get("content-type")?.startsWith("application/json")) {
    unanswered.set(what, key);
    return { ok: false, message: lost };
  }
  unanswered.delete(what);
  const result = deserialize<{ lines?: Line[] }, { failed?: FormState }>(text);
  if (result.type === "success") {
    return { ok: true, lines: (result.data?.lines ?? []).map((line) => editorLine(line, units)) };
  }
  const failed = result.type === "failure" ? result.data?.failed : undefined;
  if (failed?.problem.signedOut) askToSignIn();
  const current = failed?.problem.current as Line | undefined;
  return {
    ok: false,
    message: Object.values(failed?.errors ?? {})[0] ?? failed?.problem.message ?? lost,
    ...(current?.description && { theirs: { who: current.updatedBy ?? "", line: editorLine(current, units) } }),
  };
}
