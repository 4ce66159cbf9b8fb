/** What people type into a quantity field and into the quick line of an order. Read the same in every language. */

import { decimalText, divideRounded, scaledInteger } from "./decimal.ts";
import { parseMoney } from "./money.ts";
import { quantityBounds, unitPriceCentsBounds } from "./totals.ts";

export type LineKind = "labour" | "part" | "fee" | "sublet";
export type QuantityProblem = "empty" | "not_a_quantity" | "too_many_decimals" | "zero" | "out_of_range";
export type ParsedQuantity = { ok: true; quantity: string } | { ok: false; reason: QuantityProblem };

/**
 * Reads a typed quantity into its canonical decimal string: `1,5` is "1.5"; for labour also `1:30`, `90m` and `1.5h`.
 * Minutes become hours with at most three decimals (20m is "0.333"). Other kinds refuse times,
 * because `2m` of hose must not become two minutes.
 */
export function parseQuantity(text: string, kind: LineKind = "labour"): ParsedQuantity {
  const typed = text.trim().replace("−", "-");
  if (typed === "") return { ok: false, reason: "empty" };
  const thousandths = plainThousandths(typed) ?? (kind === "labour" ? hoursThousandths(typed) : undefined);
  if (thousandths === undefined) return { ok: false, reason: "not_a_quantity" };
  if (thousandths === "too_many_decimals") return { ok: false, reason: "too_many_decimals" };
  if (thousandths === 0n) return { ok: false, reason: "zero" };
  if (thousandths < MIN_THOUSANDTHS || thousandths > MAX_THOUSANDTHS) return { ok: false, reason: "out_of_range" };
  return { ok: true, quantity: decimalText(thousandths, 3).replace(/\.?0+$/, "") };
}

const MIN_THOUSANDTHS = scaledInteger(quantityBounds.min, 3, "quantity");
const MAX_THOUSANDTHS = scaledInteger(quantityBounds.max, 3, "quantity");

function plainThousandths(typed: string): bigint | "too_many_decimals" | undefined {
  const match = /^(-?)(\d*)(?:[.,](\d*))?$/.exec(typed);
  const [, sign, whole = "", fraction = ""] = match ?? [];
  if (whole + fraction === "") return undefined;
  const significant = fraction.replace(/0+$/, "");
  if (significant.length > 3) return "too_many_decimals";
  return BigInt(`${sign}${whole || "0"}${significant.padEnd(3, "0")}`);
}

function hoursThousandths(typed: string): bigint | "too_many_decimals" | undefined {
  const hours = /^(.+)h$/i.exec(typed)?.[1];
  if (hours !== undefined) return plainThousandths(hours.trimEnd());
  const clock = /^(-?)(\d+):([0-5]\d)$/.exec(typed);
  const minutes = /^(-?)(\d+)\s*m(?:in)?$/i.exec(typed);
  const [, sign, h, m] = clock ?? [undefined, minutes?.[1], "0", minutes?.[2]];
  if (h === undefined || m === undefined) return undefined;
  const thousandths = divideRounded((BigInt(h) * 60n + BigInt(m)) * 1000n, 60n);
  return sign === "-" ? -thousandths : thousandths;
}

/** What a quick line asks for. `search` covers codes, names, barcodes, OEM numbers and canned jobs. */
export type QuickLine =
  | { kind: "labour"; quantity: string; description: string }
  | { kind: "fee" | "sublet"; unitPriceCents: number; description: string }
  | { kind: "search"; text: string };

/**
 * Reads the quick line of an order: `1.5h text`, `1:30 text` and `90m text` are labour, `fee 12 text` a fee,
 * `sub 80 text` a sublet; anything else, also an unfinished one of these, is text to search for.
 */
export function parseQuickLine(text: string, currency: string): QuickLine {
  const typed = text.trim();
  const search: QuickLine = { kind: "search", text: typed };

  const [, time, work] = /^(\d\S*[hm]|\d+:\d\d)\s+(.+)$/i.exec(typed) ?? [];
  if (time !== undefined && work !== undefined) {
    const parsed = parseQuantity(time);
    return parsed.ok ? { kind: "labour", quantity: parsed.quantity, description: work } : search;
  }

  const [, word, price, description] = /^(fee|sub)\s+(\d\S*)\s+(.+)$/i.exec(typed) ?? [];
  if (word === undefined || price === undefined || description === undefined) return search;
  const parsed = parseMoney(price, currency);
  if (!parsed.ok || parsed.cents > unitPriceCentsBounds.max) return search;
  return { kind: word.toLowerCase() === "fee" ? "fee" : "sublet", unitPriceCents: parsed.cents, description };
}
