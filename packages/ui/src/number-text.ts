import { moneyDecimal, parseMoney } from "@mechanicbuddy/contract/money";
import { type LineKind, parseQuantity } from "@mechanicbuddy/contract/quantity-input";

/** What a typed number means, written in its plain form, or that it cannot be read. */
export type ReadText = { ok: true; text: string } | { ok: false };

/** A sum in its plain form, "1 234,5" is "1234.50". */
export function readMoneyText(typed: string, currency: string): ReadText {
  const parsed = parseMoney(typed, currency);
  return parsed.ok ? { ok: true, text: moneyDecimal(parsed.cents, currency) } : { ok: false };
}

/** A quantity in its plain form; labour also understands "1:30" and "90m". */
export function readQuantityText(typed: string, kind: LineKind): ReadText {
  const parsed = parseQuantity(typed, kind);
  return parsed.ok ? { ok: true, text: parsed.quantity } : { ok: false };
}

/** A percentage from 0 to 100 with at most two decimals, with or without its sign. */
export function readPercentText(typed: string): ReadText {
  const match = /^(\d{1,3})(?:[.,](\d{0,2}))?\s*%?$/.exec(typed.trim());
  if (!match) return { ok: false };
  const value = Number(`${match[1]}.${match[2] || "0"}`);
  return value <= 100 ? { ok: true, text: String(value) } : { ok: false };
}

/** Whole kilometres or miles; spaces, points and commas between thousands are ignored. */
export function readOdometerText(typed: string): ReadText {
  const digits = typed.trim().replace(/(?<=\d)[\s.,'’](?=\d{3}(?!\d))/g, "");
  return /^\d{1,7}$/.test(digits) ? { ok: true, text: String(Number(digits)) } : { ok: false };
}

/** Whole number with thousands apart, in the reader's language. */
export const formatWhole = (value: number, locale: string): string => value.toLocaleString(locale);
