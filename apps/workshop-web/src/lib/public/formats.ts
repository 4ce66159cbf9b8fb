import { formatAmount, formatMoney } from "@mechanicbuddy/contract/money";
import { m } from "#lib/paraglide/messages.js";

const units: Record<string, () => string> = {
  C62: m["approval.unit.piece"],
  HUR: m["approval.unit.hour"],
  LTR: () => "l",
  MTR: () => "m",
  KGM: () => "kg",
  SET: m["approval.unit.set"],
};

/** Sums, dates and quantities in the language of the document. */
export function publicFormats(locale: string, currency: string) {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const number = new Intl.NumberFormat(locale);
  return {
    money: (cents: number) => formatMoney(cents, currency, locale),
    amount: (cents: number) => formatAmount(cents, currency, locale),
    /** A calendar date (YYYY-MM-DD). */
    date: (iso: string) => date.format(new Date(`${iso}T00:00:00Z`)),
    /** The day of a moment. */
    day: (iso: string) => day.format(new Date(iso)),
    percent: (percent: number) => number.format(percent),
    /** "1.5 h". */
    quantity: (quantity: string, unit: string) =>
      `${number.format(quantity as Intl.StringNumericLiteral)} ${units[unit]?.() ?? unit}`,
  };
}

export type PublicFormats = ReturnType<typeof publicFormats>;
