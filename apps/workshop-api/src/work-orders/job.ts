import { scaledInteger } from "@mechanicbuddy/contract/decimal";
import type { LineKind } from "@mechanicbuddy/contract/quantity-input";
import { sha256 } from "@mechanicbuddy/platform/keys";

/** What a customer agrees to in a line. */
export interface LineContent {
  id: string;
  kind: LineKind;
  code: string | null;
  description: string;
  quantity: string;
  unit: string;
  unitPriceCents: number;
  discountPercent: number;
  taxRateId: string;
  partId: string | null;
}

/** What a customer agrees to in a job. Cause, correction, mechanics and costs are not part of it. */
export interface JobContent {
  title: string;
  lines: readonly LineContent[];
}

/** False for a part line that was dropped or went back: it stays on record, but nobody pays for it. */
export function isLive(line: { partStatus: string | null }): boolean {
  return line.partStatus !== "returned" && line.partStatus !== "dropped";
}

/** 32 bytes that differ when what the customer agrees to differs; the order of lines and their ids do not count. */
export function contentHash(job: JobContent): Buffer {
  const lines = job.lines.map((line) =>
    JSON.stringify([
      line.kind,
      line.code,
      line.description,
      String(scaledInteger(line.quantity, 3, "quantity")),
      line.unit,
      line.unitPriceCents,
      String(scaledInteger(line.discountPercent, 2, "discountPercent")),
      line.taxRateId,
      line.partId,
    ]),
  );
  return sha256(JSON.stringify([job.title, ...lines.sort()]));
}

/** What a job costs before and after an edit, and the sum the customer said yes to (or was asked for), all with VAT. */
export interface Amounts {
  beforeCents: number;
  afterCents: number;
  agreedCents: number;
  tolerancePercent: number;
}

/**
 * True when the customer must be asked again: a line was added, a part exchanged, or the job became dearer than what was
 * agreed plus tolerance. Taking lines away and lowering prices never breaks an agreement, nor does cause or correction.
 */
export function breaksAgreement(before: JobContent, after: JobContent, amounts: Amounts): boolean {
  const known = new Map(before.lines.map((line) => [line.id, line]));
  const other = after.lines.some((line) => {
    const was = known.get(line.id);
    return was === undefined || isExchanged(was, line);
  });
  if (other) return true;
  const { beforeCents, afterCents, agreedCents, tolerancePercent } = amounts;
  const limitHundredths = BigInt(agreedCents) * (10_000n + scaledInteger(tolerancePercent, 2, "tolerancePercent"));
  return afterCents > beforeCents && BigInt(afterCents) * 10_000n > limitHundredths;
}

function isExchanged(was: LineContent, now: LineContent): boolean {
  if (was.kind !== now.kind) return true;
  if (now.kind !== "part") return false;
  if (was.partId !== null || now.partId !== null) return was.partId !== now.partId;
  return was.code !== now.code || was.description !== now.description;
}
