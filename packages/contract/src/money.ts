/** Money as people write, read and hand it over. Inside the house it is whole minor units, called cents. */

import { decimalText, divideRounded, safeNumber, wholeNumber } from "./decimal.ts";

// ISO 4217, not what Intl reports: its data changes between browser versions, and stored cents must keep their meaning.
const NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" ");
const THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND".split(" ");

/**
 * How many decimals a currency (ISO 4217 code, "EUR") has.
 * @throws RangeError when `currency` is not three capital letters
 */
export function currencyDecimals(currency: string): 0 | 2 | 3 {
  if (!/^[A-Z]{3}$/.test(currency))
    throw new RangeError(`currency is "${currency}"; give an ISO 4217 code such as EUR`);
  if (NO_DECIMALS.includes(currency)) return 0;
  return THREE_DECIMALS.includes(currency) ? 3 : 2;
}

/** Cents as a plain decimal for files and forms, the same in every language: (2697, "EUR") is "26.97". */
export function moneyDecimal(cents: number, currency: string): string {
  return decimalText(wholeNumber(cents, "cents"), currencyDecimals(currency));
}

/** Money with its currency in the reader's language: (2697, "EUR", "de") is "26,97 €". */
export function formatMoney(cents: number, currency: string, locale: string): string {
  return numberFormat(currency, locale, "currency").format(moneyDecimal(cents, currency) as Intl.StringNumericLiteral);
}

/** Money without its currency, for columns that name it once: (0, "EUR", "en") is "0.00". */
export function formatAmount(cents: number, currency: string, locale: string): string {
  return numberFormat(currency, locale, "decimal").format(moneyDecimal(cents, currency) as Intl.StringNumericLiteral);
}

const formats = new Map<string, Intl.NumberFormat>();

/** Making a format costs a hundred times more than using it, and an order repaints every sum at each key. */
function numberFormat(currency: string, locale: string, style: "currency" | "decimal"): Intl.NumberFormat {
  const key = `${locale} ${currency} ${style}`;
  const known = formats.get(key);
  if (known) return known;
  const digits = currencyDecimals(currency);
  const made = new Intl.NumberFormat(locale, {
    style,
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(key, made);
  return made;
}

/** Why a typed sum cannot be read. `too_many_decimals` also covers `1,234`: nobody knows if that is a thousand. */
export type MoneyProblem = "empty" | "not_a_number" | "too_many_decimals" | "too_large";
export type ParsedMoney = { ok: true; cents: number } | { ok: false; reason: MoneyProblem };

/**
 * Reads a typed sum, the same in every language: `1,5`, `1.50`, `1 234.50`, `1'234.50`, `1.234,50`.
 * A single comma or point is the decimal mark. Negative sums are readable; whether they are allowed is the field's rule.
 */
export function parseMoney(text: string, currency: string): ParsedMoney {
  const typed = text
    .trim()
    .replace("−", "-")
    .replace(/[\s'’]/g, " ");
  if (typed === "") return { ok: false, reason: "empty" };
  const plain = /^(-?) ?(\d*)(?:[.,](\d*))?$/.exec(typed);
  const grouped = /^(-?) ?(\d{1,3}([ .,])\d{3}(?:\3\d{3})*)(?:(?!\3)[.,](\d*))?$/.exec(typed);
  const [sign, whole = "", fraction = ""] = plain
    ? [plain[1], plain[2], plain[3]]
    : [grouped?.[1], grouped?.[2]?.replace(/[ .,]/g, ""), grouped?.[4]];
  if (whole + fraction === "") return { ok: false, reason: "not_a_number" };
  const decimals = currencyDecimals(currency);
  if (fraction.length > decimals) return { ok: false, reason: "too_many_decimals" };
  const cents = Number(whole + fraction.padEnd(decimals, "0"));
  if (!Number.isSafeInteger(cents)) return { ok: false, reason: "too_large" };
  return { ok: true, cents: sign === "-" && cents !== 0 ? -cents : cents };
}

/** Smallest coin in minor units; 0 means no rounding. */
export type CashStep = 0 | 5 | 10;

/**
 * What is taken when a sum is paid in cash: (2697, 5) is 26.95 taken and −0.02 booked as rounding.
 * Belongs to the payment, never to the invoice. `payableCents` = `totalCents` + `roundingCents`.
 */
export function cashRounding(totalCents: number, step: CashStep): { payableCents: number; roundingCents: number } {
  const total = wholeNumber(totalCents, "totalCents");
  const payable = step === 0 ? total : divideRounded(total, BigInt(step)) * BigInt(step);
  return {
    payableCents: safeNumber(payable, "payableCents"),
    roundingCents: safeNumber(payable - total, "roundingCents"),
  };
}
