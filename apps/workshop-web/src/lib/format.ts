import type { Me } from "@mechanicbuddy/contract/identity";
import { formatAmount, formatMoney } from "@mechanicbuddy/contract/money";

type Workshop = Pick<Me["workshop"], "currency" | "language" | "country" | "timeZone">;

/** How this workshop writes money, numbers and times: `const f = $derived(formats(data.me.workshop))`. */
export function formats(workshop: Workshop) {
  const locale = localeOf(workshop);
  const { currency } = workshop;
  const number = new Intl.NumberFormat(locale);
  return {
    ...times(workshop),
    locale,
    /** 200.50 with its currency. */
    money: (cents: number) => formatMoney(cents, currency, locale),
    /** 200.50 without, for columns that name the currency once. */
    amount: (cents: number) => formatAmount(cents, currency, locale),
    /** A decimal string or number. */
    number: (value: number | string) => number.format(value as Intl.StringNumericLiteral),
  };
}

/** Times alone, for pages without sums. */
export function times(workshop: Workshop) {
  const locale = localeOf(workshop);
  const { timeZone } = workshop;
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone });
  const dayAndYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone });
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const plain = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return {
    /** A moment: "17 Mar, 10:42", with the year when it is another one. */
    time: (iso: string) => {
      const at = new Date(iso);
      const thisYear = at.getFullYear() === new Date().getFullYear();
      return `${(thisYear ? day : dayAndYear).format(at)}, ${clock.format(at)}`;
    },
    /** A calendar date (YYYY-MM-DD), which has no time zone. */
    date: (iso: string) => plain.format(new Date(`${iso}T00:00:00Z`)),
  };
}

/** The date where the workshop is, as YYYY-MM-DD. */
export const todayIn = (timeZone: string) => new Date().toLocaleDateString("sv-SE", { timeZone });

const englishSpeaking = new Set(["AU", "CA", "GB", "IE", "IN", "NZ", "US", "ZA"]);

/** English elsewhere follows British habits: Intl mixes points and commas for locales such as `en-EE`. */
function localeOf({ language, country }: Workshop): string {
  if (country === null) return language;
  return `${language}-${language === "en" && !englishSpeaking.has(country) ? "GB" : country}`;
}
