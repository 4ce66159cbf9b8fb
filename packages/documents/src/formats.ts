import { formatAmount, formatMoney } from "@mechanicbuddy/contract/money";

/** Numbers and dates as one locale writes them. The template gets these finished strings and formats nothing itself. */
export interface Formats {
  date: (isoDate: string) => string;
  /** Without currency, for columns that name it once. */
  amount: (cents: number) => string;
  money: (cents: number) => string;
  quantity: (decimal: string) => string;
  percent: (percent: number) => string;
  distance: (distance: number, unit: "km" | "mi") => string;
}

export function formatsFor(locale: string, currency: string): Formats {
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const quantities = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  return {
    date: (isoDate) => printable(dates.format(new Date(`${isoDate}T00:00:00Z`))),
    amount: (cents) => printable(formatAmount(cents, currency, locale)),
    money: (cents) => printable(formatMoney(cents, currency, locale)),
    quantity: (decimal) => printable(quantities.format(decimal as Intl.StringNumericLiteral)),
    // "24e-2" keeps 24 exact; 8.1 / 100 would not be.
    percent: (percent) => printable(percents.format(`${percent}e-2` as Intl.StringNumericLiteral)),
    distance: (distance, unit) => {
      const style = { style: "unit", unit: unit === "km" ? "kilometer" : "mile", unitDisplay: "short" } as const;
      return printable(new Intl.NumberFormat(locale, style).format(distance));
    },
  };
}

/** The font has no narrow no-break space (French thousands); the ordinary one keeps a second font out of the file. */
function printable(text: string): string {
  return text.replaceAll("\u202f", "\u00a0");
}
