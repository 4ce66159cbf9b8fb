import type { Line } from "@mechanicbuddy/contract/work-orders";
import type { EditorLine, LineSaved, LineValues } from "@mechanicbuddy/ui/line";
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

interface Failed {
  problem: { message: string; current?: Line };
  errors: Record<string, string>;
}

/** Sends one change to an action of this page. A refusal comes back as a sentence; the row keeps what was typed. */
export async function send(
  action: string,
  fields: Record<string, string>,
  units: UnitWords,
  lost: string,
): Promise<LineSaved> {
  const response = await fetch(`?/${action}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "x-sveltekit-action": "true" },
  }).catch(() => undefined);
  if (response === undefined) return { ok: false, message: lost };
  const result = deserialize<{ lines?: Line[] }, { failed?: Failed }>(await response.text());
  if (result.type === "success") {
    return { ok: true, lines: (result.data?.lines ?? []).map((line) => editorLine(line, units)) };
  }
  const failed = result.type === "failure" ? result.data?.failed : undefined;
  return { ok: false, message: Object.values(failed?.errors ?? {})[0] ?? failed?.problem.message ?? lost };
}
